;;; R7RS 6.6: characters: names, comparison of any number, conversion, classes and case in ASCII and Latin-1.
;; engines: native executable collecting
(import (scheme base) (scheme write) (scheme char) (scheme read))
(include "../check/check.scm")
(define (codes . chars) (map char->integer chars))
(check (codes #\alarm #\backspace #\delete #\escape #\newline #\null #\return #\space #\tab) '(7 8 127 27 10 0 13 32 9) (codes #\a #\A #\( #\) #\; #\" #\' #\# #\\ #\x #\n) '(97 65 40 41 59 34 39 35 92 120 110)
       (codes #\ ) '(32) (codes #\x41 #\x03BB #\x3bb #\x0 #\xD7FF #\xE000 #\x10FFFF #\x1F600) '(65 955 955 0 #xD7FF #xE000 #x10FFFF #x1F600) (codes #\λ #\é #\中 #\😀) '(955 233 20013 128512) (list #\x #\a) '(#\x #\a))
(check (char? #\a) #t (char? "a") #f (char? 'a) #f (char? 97) #f (char? #\space) #t (char? (string-ref "abc" 1)) #t (char? (integer->char 0)) #t)
(check (map integer->char '(0 65 955 55295 57344 65533 65536 1114111)) (list #\null #\A #\λ #\xD7FF #\xE000 #\xFFFD #\x10000 #\x10FFFF) (char->integer (integer->char 955)) 955
       (let loop ((code 0)) (cond ((= code #x800) #t) ((= code (char->integer (integer->char code))) (loop (+ code 1))) (else code))) #t
       (outcome (integer->char #xD800)) 'error (outcome (integer->char #xDFFF)) 'error (outcome (integer->char #x110000)) 'error (outcome (integer->char -1)) 'error (outcome (integer->char 65.0)) 'error (outcome (integer->char #\a)) 'error (outcome (char->integer 65)) 'error
       (outcome (char->integer "a")) 'error (outcome (integer->char (expt 2 70))) 'error)
;; Comparison: two arguments, chains, and the same without case.
(check (char=? #\a #\a) #t (char=? #\a #\b) #f (char=? #\a #\a #\a) #t (char=? #\a #\a #\b) #f (char<? #\a #\b) #t (char<? #\b #\a) #f (char<? #\a #\a) #f (char<? #\a #\b #\c) #t (char<? #\a #\c #\b) #f (char>? #\c #\b #\a) #t (char>? #\c #\a #\b) #f (char<=? #\a #\a #\b) #t
       (char<=? #\a #\b #\a) #f (char>=? #\b #\b #\a) #t (char>=? #\b #\a #\b) #f (char<? #\A #\a) #t (char<? #\z #\λ #\中 #\😀) #t (char>? #\xE000 #\xD7FF) #t (char<? #\null #\space #\0 #\A #\a) #t)
(check (char-ci=? #\A #\a) #t (char-ci=? #\a #\A #\a) #t (char-ci=? #\a #\b) #f (char-ci<? #\a #\B) #t (char-ci<? #\A #\b #\C) #t (char-ci<? #\A #\b #\B) #f (char-ci>? #\C #\b #\A) #t (char-ci<=? #\a #\A #\b) #t (char-ci>=? #\B #\b #\a) #t (char-ci>=? #\a #\B) #f
       (char-ci=? #\é #\É) #t (char-ci=? #\λ #\Λ) #t (char-ci=? #\1 #\1) #t (char-ci=? #\Z #\z #\Z #\z) #t (char-ci<? #\_ #\a) #t (char-ci<? #\Z #\_) #f)
(check (outcome (char=? #\a 'a)) 'error (outcome (char<? #\a "b")) 'error (outcome (char=? 97 #\a)) 'error (outcome (char>? #\b #\a 5)) 'error (outcome (char-ci=? #\a 'b)) 'error (outcome (char-ci<? 1 #\a)) 'error)
;; Classes over all of ASCII.
(define ascii (let loop ((code 127) (chars '())) (if (< code 0) chars (loop (- code 1) (cons (integer->char code) chars)))))
(define (of-ascii predicate)
  (let loop ((rest ascii) (found '()))
    (cond ((null? rest) (list->string (reverse found))) ((predicate (car rest)) (loop (cdr rest) (cons (car rest) found))) (else (loop (cdr rest) found)))))
(check (of-ascii char-upper-case?) "ABCDEFGHIJKLMNOPQRSTUVWXYZ" (of-ascii char-lower-case?) "abcdefghijklmnopqrstuvwxyz" (of-ascii char-alphabetic?) "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" (of-ascii char-numeric?) "0123456789"
       (of-ascii char-whitespace?) "\x9;\xa;\xb;\xc;\xd; " (map digit-value (string->list "0123456789")) '(0 1 2 3 4 5 6 7 8 9) (of-ascii digit-value) "0123456789"
       (list->string (map char-upcase ascii)) (list->string (map (lambda (c) (if (char-lower-case? c) (integer->char (- (char->integer c) 32)) c)) ascii))
       (list->string (map char-downcase ascii)) (list->string (map (lambda (c) (if (char-upper-case? c) (integer->char (+ (char->integer c) 32)) c)) ascii)) (map char-foldcase ascii) (map char-downcase ascii))
(check (char-upcase #\é) #\É (char-downcase #\É) #\é (char-upcase #\ß) #\ß (char-upcase #\ÿ) #\x178 (char-downcase #\Σ) #\σ (char-foldcase #\ς) #\σ (char-foldcase #\Σ) #\σ (char-upcase #\1) #\1 (char-downcase #\space) #\space (char-alphabetic? #\ª) #t (char-alphabetic? #\²) #f
       (char-whitespace? #\xa0) #t (char-whitespace? #\x85) #t (char-upper-case? #\Þ) #t (char-lower-case? #\ß) #t (char-upper-case? #\×) #f (digit-value #\²) #f (char-numeric? #\²) #f (digit-value #\x0664) 4 (digit-value #\x0AE6) 0 (digit-value #\x0EA6) #f)
(check (outcome (char-upcase "a")) 'error (outcome (char-alphabetic? 'a)) 'error (outcome (digit-value 5)) 'error (outcome (char-whitespace? 32)) 'error (outcome (char-foldcase 'a)) 'error)
;; Every character is written so that it is read again, alone and before a delimiter.
(define (written object)
  (let ((port (open-output-string)))
    (write object port)
    (get-output-string port)))
(define (read-back object) (read (open-input-string (written object))))
(check (map written '(#\a #\A #\( #\space #\newline #\tab #\null #\delete #\escape #\alarm #\backspace #\return #\x #\;)) '("#\\a" "#\\A" "#\\(" "#\\space" "#\\newline" "#\\tab" "#\\null" "#\\delete" "#\\escape" "#\\alarm" "#\\backspace" "#\\return" "#\\x" "#\\;")
       (map read-back ascii) ascii (read-back ascii) ascii (let loop ((code 128)) (cond ((= code #x2100) #t) ((equal? (list (integer->char code) 'x) (read-back (list (integer->char code) 'x))) (loop (+ code 1))) (else code))) #t
       (map read-back '(#\xD7FF #\xE000 #\xFEFF #\x10000 #\x10FFFF #\x1F600 #\x3000 #\x2028)) '(#\xD7FF #\xE000 #\xFEFF #\x10000 #\x10FFFF #\x1F600 #\x3000 #\x2028))
(summary)
