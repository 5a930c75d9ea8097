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
(summary)
