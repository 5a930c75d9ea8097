;;; SRFI 14: sets of characters.
(import (scheme base) (scheme write) (scheme char) (srfi 14))
(include "../r7rs/check/check.scm")
(define vowels (char-set #\a #\e #\i #\o #\u))
(define ascii-of (lambda (set) (char-set->string (char-set-filter (lambda (c) (char-set-contains? set c)) char-set:ascii))))
(check (char-set? vowels) #t (char-set? 1) #f (char-set-contains? vowels #\e) #t (char-set-contains? vowels #\b) #f (char-set= vowels (string->char-set "uoiea") (->char-set "aeiou")) #t (char-set= vowels (char-set #\a)) #f (char-set<= (char-set #\a) vowels char-set:ascii) #t (char-set<= vowels (char-set #\a)) #f
       (= (char-set-hash vowels) (char-set-hash (string->char-set "aeiou"))) #t (char-set->string vowels) "aeiou" (char-set-size vowels) 5 (char-set->list (list->char-set '(#\c #\a #\b #\a #\x))) '(#\a #\b #\c #\x) (char-set-size char-set:full) (- #x110000 2048) (char-set-size char-set:empty) 0
       (let loop ((c (char-set-cursor vowels)) (r '())) (if (end-of-char-set? c) (reverse r) (loop (char-set-cursor-next vowels c) (cons (char-set-ref vowels c) r)))) '(#\a #\e #\i #\o #\u))
(check (char-set->string (char-set-map char-upcase vowels)) "AEIOU" (char-set-fold (lambda (c n) (+ n 1)) 0 vowels) 5 (char-set->string (char-set-filter char-alphabetic? (string->char-set "a1b2") (char-set #\z))) "abz" (char-set->string (ucs-range->char-set 97 100)) "abc"
       (char-set->string (char-set-unfold (lambda (n) (= n 100)) integer->char (lambda (n) (+ n 1)) 97)) "abc" (char-set-count char-numeric? (string->char-set "a12")) 2 (char-set-every char-alphabetic? vowels) #t (char-set-any char-numeric? vowels) #f (let ((n 0)) (char-set-for-each (lambda (c) (set! n (+ n 1))) vowels) n) 5)
(check (char-set->string (char-set-adjoin vowels #\y #\a)) "aeiouy" (char-set->string (char-set-delete vowels #\a #\z)) "eiou" (char-set= (char-set-complement (char-set-complement vowels)) vowels) #t (char-set->string (char-set-union (char-set #\a) (char-set #\b) (char-set #\a))) "ab" (char-set= (char-set-union)) #t
       (char-set->string (char-set-intersection vowels (string->char-set "abcde"))) "ae" (char-set->string (char-set-difference vowels (char-set #\a) (char-set #\u))) "eio" (char-set->string (char-set-xor (string->char-set "abc") (string->char-set "bcd"))) "ad"
       (let-values (((d i) (char-set-diff+intersection vowels (string->char-set "aexyz")))) (list (char-set->string d) (char-set->string i))) '("iou" "ae") (char-set= (char-set-complement char-set:empty) char-set:full) #t)
(check (char-set-contains? char-set:letter #\x3bb) #t (char-set-contains? char-set:digit #\5) #t (char-set-contains? char-set:whitespace #\space) #t (char-set-contains? char-set:punctuation #\!) #t (char-set-contains? char-set:symbol #\+) #t (char-set-contains? char-set:graphic #\space) #f (char-set-contains? char-set:printing #\space) #t
       (ascii-of char-set:upper-case) "ABCDEFGHIJKLMNOPQRSTUVWXYZ" (char-set-size char-set:hex-digit) 22 (char-set-size char-set:title-case) 31 (ascii-of char-set:digit) "0123456789" (char-set-contains? char-set:iso-control #\tab) #t (char-set-contains? char-set:blank #\tab) #t
       (outcome (->char-set 1)) 'error)
;; General categories beyond Latin-1, and the definitions of the note of 2019.
(define (in? set) (lambda (code) (char-set-contains? set (integer->char code))))
(check (map (in? char-set:punctuation) '(#x3001 #x2014 #x20ac #x41 #x1f600)) '(#t #t #f #f #f) (map (in? char-set:symbol) '(#x20ac #x1f600 #x2200 #x3001)) '(#t #t #t #f) (map (in? char-set:graphic) '(#x301 #x4e00 #x20 #x7f #xe000 #x10ffff)) '(#t #t #f #f #f #f) (map (in? char-set:printing) '(#x20 #x3000 #x200b)) '(#t #t #f) (map (in? char-set:title-case) '(#x1c5 #x41)) '(#t #f)
       (char-set->list (char-set-intersection char-set:ascii char-set:symbol)) (string->list "$+<=>^`|~") (char-set->string (char-set-intersection char-set:ascii char-set:punctuation)) "!\"#%&'()*,-./:;?@[\\]_{}"
       (char-set-contains? char-set:graphic #\x1d7ce) #t (char-set<= char-set:letter+digit char-set:full) #t (char-set-size (char-set-intersection char-set:punctuation char-set:symbol)) 0 (> (char-set-size char-set:punctuation) 800) #t
       ;; Every place of a set by its cursor, and a filter over all of Unicode.
       (let loop ((cursor (char-set-cursor char-set:punctuation)) (count 0)) (if (end-of-char-set? cursor) (= count (char-set-size char-set:punctuation)) (loop (char-set-cursor-next char-set:punctuation cursor) (+ count 1)))) #t
       (char-set= (char-set-filter char-alphabetic? char-set:full) char-set:letter) #t (char-set->list (char-set-filter char-numeric? (string->char-set "a1b2c3") (char-set #\z))) '(#\1 #\2 #\3 #\z))
(summary)
