;;; Objects too large for the nursery: made old at once, filled with what is young, changed later, among others and alone.
;; engines: native executable stress collecting
(import (scheme base) (scheme write))

(define (fresh n) (list n (number->string n)))
(define (churn n) (let loop ((i n) (l '())) (if (= i 0) l (loop (- i 1) (if (= 0 (remainder i 16)) '() (cons i l))))))
(define (check what expected found)
  (if (not (equal? expected found)) (begin (display (list what expected found)) (newline))))

(define size 400000)                            ; words: 3 MB

;; Filled with one young value.
(define filled (make-vector size (fresh 1)))
(churn 3000)
(check 'filled (fresh 1) (vector-ref filled 0))
(check 'filled (fresh 1) (vector-ref filled (- size 1)))
(check 'shared #t (eq? (vector-ref filled 0) (vector-ref filled 12345)))

;; Stores of young values, before and after it has been looked at.
(define vector-of-numbers (make-vector size 0))
(vector-set! vector-of-numbers 7 (fresh 7))
(churn 3000)
(vector-set! vector-of-numbers 100000 (fresh 100000))
(churn 30000)
(vector-set! vector-of-numbers (- size 1) (fresh 3))
(churn 30000)
(check 'first (fresh 7) (vector-ref vector-of-numbers 7))
(check 'middle (fresh 100000) (vector-ref vector-of-numbers 100000))
(check 'last (fresh 3) (vector-ref vector-of-numbers (- size 1)))

;; Without values: bytes and strings; their contents look like anything.
(define bytes (make-bytevector (* 8 size) 3))
(define string (make-string (* 4 size) #\x))
(define neighbours (let loop ((i 0) (l '())) (if (= i 200) l (loop (+ i 1) (cons (fresh i) l)))))
(bytevector-u8-set! bytes 4000 250)
(string-set! string 77 #\λ)
(churn 30000)
(check 'bytes '(3 250 3) (map (lambda (i) (bytevector-u8-ref bytes i)) '(3999 4000 4001)))
(check 'string '(#\x #\λ #\x) (map (lambda (i) (string-ref string i)) '(76 77 78)))
(check 'neighbours 200 (length neighbours))

;; More than one at a time, and many that die; those that stay refer to each other.
(define chain
  (let loop ((i 0) (next '()))
    (if (= i 12)
        next
        (let ((vector (make-vector (+ 300000 i) next)))
          (vector-set! vector i (fresh i))
          (loop (+ i 1) vector)))))
(churn 30000)
(let loop ((i 11) (vector chain))
  (if (>= i 0)
      (begin
        (check 'chain (fresh i) (vector-ref vector i))
        (check 'length (+ 300000 i) (vector-length vector))
        (loop (- i 1) (vector-ref vector 299999)))))
(do ((i 0 (+ i 1))) ((= i 150))
  (let ((vector (make-vector 300000 i)))
    (vector-set! vector 5 (fresh i))
    (churn 50)
    (check 'short-lived (fresh i) (vector-ref vector 5))))

;; Lists of arguments, copies, appended strings.
(define many (vector->list (make-vector 250000 2)))
(check 'arguments 500000 (apply + many))
(check 'rest 250000 (apply (lambda arguments (length arguments)) many))
(check 'copy (fresh 7) (vector-ref (vector-append vector-of-numbers vector-of-numbers) (+ size 7)))
(check 'string-append (* 8 size) (string-length (string-append string string)))
(check 'filled-again (fresh 1) (vector-ref filled 200000))
(display "all there")
(newline)
