;;; R7RS 6.6, 6.7, 2.1: characters and strings of all of Unicode: classes, case, folding, comparison.
;; engines: native executable collecting
(import (scheme base) (scheme write) (scheme char) (scheme read))
(include "../check/check.scm")
(check (char-alphabetic? #\a) #t (char-alphabetic? #\1) #f (char-alphabetic? #\é) #t (char-alphabetic? #\λ) #t (char-alphabetic? #\中) #t (char-alphabetic? #\𐐀) #t
       (char-alphabetic? #\x0345) #t (char-alphabetic? #\∀) #f (char-alphabetic? #\ª) #t (char-alphabetic? #\x2160) #t (char-alphabetic? #\x10ffff) #f
       (char-numeric? #\5) #t (char-numeric? #\x0664) #t (char-numeric? #\½) #f (char-numeric? #\x2160) #f (char-numeric? #\x1d7d9) #t
       (char-whitespace? #\space) #t (char-whitespace? #\tab) #t (char-whitespace? #\xa0) #t (char-whitespace? #\x3000) #t (char-whitespace? #\x2028) #t
       (char-whitespace? #\x200b) #f (char-whitespace? #\x180e) #f (char-whitespace? #\x1c) #f (char-whitespace? #\_) #f)
(check (char-upper-case? #\A) #t (char-upper-case? #\a) #f (char-upper-case? #\Σ) #t (char-upper-case? #\x2160) #t (char-upper-case? #\x1c5) #f (char-upper-case? #\İ) #t
       (char-lower-case? #\a) #t (char-lower-case? #\ß) #t (char-lower-case? #\ς) #t (char-lower-case? #\ª) #t (char-lower-case? #\x2170) #t (char-lower-case? #\5) #f
       (char-lower-case? #\x1d41a) #t (char-upper-case? #\x1f130) #t)
(check (digit-value #\3) 3 (digit-value #\x0664) 4 (digit-value #\x0ae6) 0 (digit-value #\x0ea6) #f (digit-value #\x1d7d9) 1 (digit-value #\a) #f (digit-value #\²) #f (digit-value #\x0966) 0
       (digit-value #\x0968) 2 (digit-value #\x1e959) 9)
(check (char-upcase #\i) #\I (char-upcase #\ß) #\ß (char-upcase #\ÿ) #\x178 (char-upcase #\µ) #\x39c (char-upcase #\ı) #\I (char-upcase #\ς) #\Σ (char-upcase #\x1c6) #\x1c4
       (char-upcase #\x1c5) #\x1c4 (char-upcase #\x1fb3) #\x1fbc (char-upcase #\x10428) #\x10400 (char-upcase #\ŉ) #\ŉ (char-upcase #\x10d0) #\x1c90 (char-downcase #\Σ) #\σ
       (char-downcase #\İ) #\i (char-downcase #\x1e9e) #\ß (char-downcase #\x212a) #\k (char-downcase #\x1c5) #\x1c6 (char-downcase #\x1e900) #\x1e922 (char-foldcase #\ς) #\σ
       (char-foldcase #\Σ) #\σ (char-foldcase #\x1e9e) #\ß (char-foldcase #\İ) #\İ (char-foldcase #\x13a0) #\x13a0 (char-foldcase #\xab70) #\x13a0 (char-foldcase #\ſ) #\s
       (char-upcase #\中) #\中 (char-downcase #\5) #\5)
(check (string-upcase "Straße") "STRASSE" (string-upcase "ŉ ﬃ ΐ") "ʼN FFI \x399;\x308;\x301;" (string-upcase "abc") "ABC" (string-upcase "") "" (string-upcase "\x1fb3;") "\x391;\x399;"
       (string-downcase "ΧΑΟΣ") "χαος" (string-downcase "ΧΑΟΣΣ") "χαοσς" (string-downcase "ΧΑΟΣ Σ") "χαος σ" (string-downcase "Σ") "σ" (string-downcase "ΑΣ.Β") "ασ.β" (string-downcase "ΑΣ Β") "ας β"
       (string-downcase "ΑΣ'Β") "ασ'β" (string-downcase "ΑΣ'") "ας'" (string-downcase "İ") "i\x307;" (string-downcase "ÄB") "äb" (string-downcase "AßC") "aßc"
       (string-foldcase "Straße") "strasse" (string-foldcase "ΧΑΟΣ") "χαοσ" (string-foldcase "χαος") "χαοσ" (string-foldcase "ﬀ") "ff" (string-foldcase "İ") "i\x307;"
       (string-foldcase "ABC") "abc" (string-length (string-upcase "ßß")) 4 (string-upcase "𐐨x") "𐐀X")
(check (char-ci=? #\a #\A) #t (char-ci=? #\Ä #\ä #\Ä) #t (char-ci=? #\σ #\ς #\Σ) #t (char-ci<? #\a #\B #\c) #t (char-ci>? #\B #\a) #t (char-ci<=? #\a #\A) #t (char-ci>=? #\b #\C) #f
       (string-ci=? "Straße" "STRASSE" "strasse") #t (string-ci=? "ΧΑΟΣ" "χαος" "χαοσ") #t (string-ci<? "abc" "ABD") #t (string-ci>? "Zebra" "apfel") #t (string-ci<=? "ä" "Ä" "b") #f
       (string-ci>=? "b" "A") #t (string-ci=? "a" "b") #f)
(check (read (open-input-string "#!fold-case ÄÖÜ")) 'äöü (read (open-input-string "#!fold-case Straße")) 'strasse (read (open-input-string "#!fold-case |ÄB|")) '|ÄB|
       (read (open-input-string "#!no-fold-case ÄB")) 'ÄB (symbol->string 'λ) "λ" (symbol->string '𝔘x) "𝔘x" (eq? 'λ (string->symbol "λ")) #t
       (string-length "𝔘λa") 3 (string-ref "a𝔘" 1) #\x1d518 (let ((s (make-string 2 #\a))) (string-set! s 1 #\𝔘) (string-set! s 0 #\λ) s) "λ𝔘")
(check (outcome (char-upcase "a")) 'error (outcome (string-upcase 'a)) 'error (outcome (char-alphabetic? 1)) 'error (outcome (char-ci=? #\a 1)) 'error (outcome (string-ci=? "a" 'a)) 'error)
(check (string-ci=? "Straße" "STRASSE") #t (string-ci=? "ΑΣ" "ας") #t (string-ci=? "ΑΣ" "ασ") #t (string-foldcase "Straße") "strasse")
(check (read (open-input-string "#!fold-case ΛΑΜ")) 'λαμ)
(summary)
