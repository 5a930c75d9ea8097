;;; A thousand digits of pi, twice: by Gibbons's spigot, and by Machin's formula with scaled integers; they must agree.
(import (scheme base) (scheme write))

(define (spigot count emit)
  (let loop ((q 1) (r 0) (t 1) (k 1) (n 3) (l 3) (count count))
    (when (> count 0)
      (if (< (+ (* 4 q) (- r t)) (* n t))
          (begin
            (emit n)
            (loop (* 10 q)
                  (* 10 (- r (* n t)))
                  t
                  k
                  (- (quotient (* 10 (+ (* 3 q) r)) t) (* 10 n))
                  l
                  (- count 1)))
          (loop (* q k)
                (* (+ (* 2 q) r) l)
                (* t l)
                (+ k 1)
                (quotient (+ (* q (+ (* 7 k) 2)) (* r l)) (* t l))
                (+ l 2)
                count)))))

(define (arc-cotangent x unity)
  (let ((square (* x x)))
    (let loop ((term (quotient unity x)) (n 1) (sign 1) (sum 0))
      (if (= term 0)
          sum
          (loop (quotient term square) (+ n 2) (- sign) (+ sum (* sign (quotient term n))))))))
(define (machin digits)
  (let* ((guard-digits 10) (unity (expt 10 (+ digits guard-digits))))
    (quotient (* 4 (- (* 4 (arc-cotangent 5 unity)) (arc-cotangent 239 unity))) (expt 10 guard-digits))))

(define digits
  (let ((port (open-output-string)))
    (spigot 1000 (lambda (digit) (write digit port)))
    (get-output-string port)))
(define other (number->string (machin 999)))

(do ((i 0 (+ i 50))) ((= i 1000))
  (display (substring digits i (+ i 50))) (newline))
(display (string=? digits other)) (newline)
