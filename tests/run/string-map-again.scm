;;; Who comes back into the procedure of string-map, at any character and more than once, gets strings of their own: wide characters, two strings,
;;; results that were changed in between.
(import (scheme base) (scheme write))
(define (show object) (write object) (newline))

(define (upper-last char) (if (char=? char #\z) #\λ char))
(show (string-map upper-last "xyz"))
(show (string-map (lambda (a b) (if (char<? a b) a b)) "bdf" "acz日本"))
(show (string-map (lambda (char) #\x1f600) "ab"))
(show (string-map (lambda (char) #\é) "λ"))
(show (string-map upper-last ""))

;; Each continuation, the last one first, is entered once more after the whole has returned.
(define (again text change)
  (let* ((places '())
         (results '())
         (result (string-map (lambda (char) (call/cc (lambda (k) (set! places (cons k places)) char))) text)))
    (set! results (cons result results))
    (if (< (length results) 12)
        (let ((k (list-ref places (modulo (* 5 (length results)) (length places)))))
          (set! change (if (char=? change #\λ) #\! #\λ))
          (k change)))
    results))
(for-each show (again "abcd" #\λ))

;; A result that its owner changes is no part of a later one.
(define (changed)
  (let* ((k #f)
         (times 0)
         (result (string-map (lambda (char) (if (char=? char #\c) (call/cc (lambda (here) (set! k here) char)) char)) "abcde")))
    (set! times (+ times 1))
    (show result)
    (string-set! result 0 #\λ)
    (if (< times 3) (k #\-))))
(changed)
