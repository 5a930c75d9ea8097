;;; What the programs of this folder share: one row a measurement.
;;;
;;; (row label thunk): runs the thunk as often as it takes to measure it, then prints the line `label result seconds`, the seconds for one run, the
;;; least of three measurements. The label has no spaces. The result is a digest of the thunk's value, which all systems must agree on.
(define (row label thunk)
  (let ((result (thunk)))
    (display label)
    (display " ")
    (display (digest result))
    (display " ")
    (write (seconds-of thunk))
    (newline)))

(define (seconds-of thunk)
  (let calibrate ((times 1))
    (let ((nanoseconds (time-of thunk times)))
      (cond ((< nanoseconds 4000000) (calibrate (* 10 times)))
            ((< nanoseconds 40000000) (calibrate (* times (+ 1 (quotient 50000000 nanoseconds)))))
            (else
             (let* ((second (time-of thunk times)) (third (time-of thunk times)))
               (/ (inexact (min nanoseconds second third)) (inexact times) 1e9)))))))

(define (time-of thunk times)
  (let ((start (processor-nanoseconds)))
    (let loop ((left times))
      (if (> left 0)
          (begin
            (thunk)
            (loop (- left 1)))))
    (- (processor-nanoseconds) start)))

(define (digest value)
  (cond ((string? value) (if (< (string-length value) 40) (digest (string->number value)) (string-length value)))
        ((not (number? value)) value)
        ((not (exact? value)) (if (< -1e308 value 1e308) (digest (exact value)) value))
        ((integer? value) (modulo value 1000000007))
        (else (modulo (+ (numerator value) (* 3 (denominator value))) 1000000007))))

;; (digits-number count seed) -> an integer of that many decimal digits, a function of the seed.
(define (digits-number count seed)
  (let loop ((left count) (seed (next-seed seed)) (number 0))
    (if (<= left 0)
        (quotient number (expt 10 (- left)))
        (loop (- left 6) (next-seed seed) (+ (* number 1000000) 100000 (modulo (quotient seed 64) 900000))))))

(define (next-seed seed) (modulo (+ (* seed 1103515245) 12345) 2147483648))
