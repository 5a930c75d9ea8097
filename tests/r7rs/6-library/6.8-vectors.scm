;;; R7RS 6.8: vectors.
(import (scheme base) (scheme write))
(include "../check/check.scm")
(check (vector? #(1 2)) #t (vector? #()) #t (vector? '(1)) #f (vector? "ab") #f (vector? #u8(1)) #f (vector? (make-vector 2)) #t #(0 (2 2 2 2) "Anna") (vector 0 '(2 2 2 2) "Anna") '#(a b) (vector 'a 'b) #(a #(b)) (vector 'a (vector 'b)))
(check (make-vector 3 'x) #(x x x) (make-vector 0 'x) #() (vector-length (make-vector 5)) 5 (make-vector 0) #() (vector-length (make-vector 1000 0)) 1000 (outcome (make-vector -1)) 'error (outcome (make-vector 'a)) 'error (outcome (make-vector 1.0 0)) 'error
       (let ((v (make-vector 2 (list 1)))) (eq? (vector-ref v 0) (vector-ref v 1))) #t (vector 'a 'b 'c) #(a b c) (vector) #() (let ((make (lambda () (vector 1)))) (eq? (make) (make))) #f)
(check (vector-length #(1 2 3)) 3 (vector-length #()) 0 (exact? (vector-length #(1))) #t (outcome (vector-length '(1))) 'error (outcome (vector-length "ab")) 'error (vector-ref '#(1 1 2 3 5 8 13 21) 5) 8 (vector-ref #(a) 0) 'a
       (vector-ref '#(1 1 2 3 5 8 13 21) (exact (round (* 2 3.14159)))) 13 (outcome (vector-ref #(1 2) 2)) 'error (outcome (vector-ref #(1 2) -1)) 'error (outcome (vector-ref #() 0)) 'error (outcome (vector-ref #(1 2) 1.0)) 'error (outcome (vector-ref #(1 2) 'a)) 'error
       (outcome (vector-ref '(1 2) 0)) 'error (outcome (vector-ref #(1) (expt 2 64))) 'error)
(check (let ((vec (vector 0 '(2 2 2 2) "Anna"))) (vector-set! vec 1 '("Sue" "Sue")) vec) #(0 ("Sue" "Sue") "Anna") (outcome (vector-set! (vector 1) 1 2)) 'error (outcome (vector-set! (vector 1) -1 2)) 'error (outcome (vector-set! (vector 1) 0.0 2)) 'error
       (outcome (vector-set! '(1) 0 2)) 'error (let ((v (vector 1))) (vector-set! v 0 v) (eq? v (vector-ref v 0))) #t)
(check (vector->list '#(dah dah didah)) '(dah dah didah) (vector->list '#(dah dah didah) 1) '(dah didah) (vector->list '#(dah dah didah) 1 2) '(dah) (vector->list #(1 2) 2) '() (vector->list #()) '() (list->vector '(dididit dah)) #(dididit dah) (list->vector '()) #()
       (outcome (list->vector '(1 . 2))) 'error (outcome (list->vector 5)) 'error (outcome (vector->list '(1))) 'error (vector->string #(#\a #\b)) "ab" (string->vector "ab") #(#\a #\b))
(define a #(1 8 2 8))
(define b (vector-copy a))
(vector-set! b 0 3)
(check b #(3 8 2 8) a #(1 8 2 8) (vector-copy b 1 3) #(8 2) (vector-copy b 2) #(2 8) (vector-copy b 4) #() (vector-copy #()) #() (let ((v (vector (list 1)))) (eq? (vector-ref v 0) (vector-ref (vector-copy v) 0))) #t (outcome (vector-copy '(1))) 'error)
(define-syntax bounds-checked
  (syntax-rules ()
    ((_) #t)
    ((_ (f argument ...) . more)
     (begin
       (check (outcome (f argument ... 4)) 'error (outcome (f argument ... -1)) 'error (outcome (f argument ... 2 1)) 'error (outcome (f argument ... 0 4)) 'error
              (outcome (f argument ... 'a)) 'error (outcome (f argument ... 0 1.0)) 'error)
       (bounds-checked . more)))))
(bounds-checked (vector-copy #(1 2 3)) (vector->list #(1 2 3)) (vector-fill! (vector 1 2 3) 0) (vector-copy! (make-vector 9) 0 #(1 2 3)))
(define (copied to at from . bounds) (let ((v (vector-copy to))) (apply vector-copy! v at from bounds) v))
(check (copied #(10 20 30 40 50) 1 #(1 2 3 4 5) 0 2) #(10 1 2 40 50) (copied #(1 2 3) 0 #(a b c)) #(a b c) (copied #(1 2 3) 1 #(a b c) 1) #(1 b c) (copied #(1 2 3) 3 #()) #(1 2 3) (copied #(1 2 3) 3 #(a) 1 1) #(1 2 3) (copied #() 0 #()) #()
       (outcome (copied #(1 2) 1 #(a b))) 'error (outcome (copied #(1 2) 3 #())) 'error (outcome (copied #(1 2) -1 #(a))) 'error (outcome (vector-copy! '(1) 0 #(1))) 'error (outcome (vector-copy! (vector 1) 0 '(1))) 'error (let ((v (vector 1 2 3))) (outcome (vector-copy! v 2 #(a b))) v) #(1 2 3))
(define (overlaps-wrong vector)
  (let ((n (vector-length vector)) (bad '()))
    (do ((start 0 (+ start 1))) ((> start n))
      (do ((end start (+ end 1))) ((> end n))
        (do ((at 0 (+ at 1))) ((> at (- n (- end start))))
          (let ((moved (vector-copy vector)))
            (vector-copy! moved at moved start end)
            (unless (equal? moved (vector-append (vector-copy vector 0 at) (vector-copy vector start end) (vector-copy vector (+ at (- end start)))))
              (set! bad (cons (list at start end moved) bad)))))))
    bad))
(check (overlaps-wrong #(a b c d e f g)) '() (overlaps-wrong (vector 1.5 "x" (list 1) #\a)) '())
(check (vector-append #(a b c) #(d e f)) #(a b c d e f) (vector-append) #() (vector-append #(1)) #(1) (vector-append #() #(1) #() #(2 3)) #(1 2 3) (let ((v (vector 1))) (eq? v (vector-append v))) #f (outcome (vector-append #(1) '(2))) 'error)
(define (filled . bounds) (let ((v (vector 1 2 3 4 5))) (apply vector-fill! v 'smash bounds) v))
(check (filled 2 4) #(1 2 smash smash 5) (filled) #(smash smash smash smash smash) (filled 3) #(1 2 3 smash smash) (filled 5) #(1 2 3 4 5) (filled 1 1) #(1 2 3 4 5) (outcome (vector-fill! '(1) 0)) 'error)
(summary)
