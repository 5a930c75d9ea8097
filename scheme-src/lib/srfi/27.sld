;;; SRFI 27: sources of random bits. Deviations: none.
;;;
;;; The generator is L'Ecuyer's MRG32k3a: two linear recurrences of three terms,
;;;
;;;   x' = 1403580 x2 - 810728 x3   mod m1 = 2^32 - 209
;;;   y' = 527612 y1 - 1370589 y3   mod m2 = 2^32 - 22853
;;;
;;; with the value x - y mod m1 and a period near 2^191. All products fit into fixnums. Stream (i, j) of pseudo-randomize! begins
;;; i * 2^127 + j * 2^76 steps after the first, by a power of the recurrences' matrices.
;;; Source: P. L'Ecuyer, Good Parameters and Implementations for Combined Multiple Recursive Random Number Generators, 1999.
(define-library (srfi 27)
  (export random-integer random-real default-random-source make-random-source random-source?
          random-source-state-ref random-source-state-set! random-source-randomize! random-source-pseudo-randomize!
          random-source-make-integers random-source-make-reals)
  (import (scheme base) (scheme case-lambda) (scheme time))
  (begin
    (define m1 4294967087)
    (define m2 4294944443)

    ;; state: vector of x1 x2 x3 y1 y2 y3, the newest term first.
    (define-record-type random-source
      (make-source state)
      random-source?
      (state source-state set-source-state!))

    (define first-state '#(12345 12345 12345 12345 12345 12345))

    (define (make-random-source) (make-source (vector-copy first-state)))

    ;; An integer in [0, m1).
    (define (next! source)
      (let* ((state (source-state source))
             (x1 (vector-ref state 0)) (x2 (vector-ref state 1)) (x3 (vector-ref state 2))
             (y1 (vector-ref state 3)) (y2 (vector-ref state 4)) (y3 (vector-ref state 5))
             (x (modulo (- (* 1403580 x2) (* 810728 x3)) m1))
             (y (modulo (- (* 527612 y1) (* 1370589 y3)) m2)))
        (vector-set! state 2 x2)
        (vector-set! state 1 x1)
        (vector-set! state 0 x)
        (vector-set! state 5 y2)
        (vector-set! state 4 y1)
        (vector-set! state 3 y)
        (if (>= x y) (- x y) (+ (- x y) m1))))

    ;; An integer in [0, limit): digits of base m1 until there are enough values, those beyond the last multiple refused.
    (define (random-below source limit)
      (unless (and (exact-integer? limit) (> limit 0)) (error "random-integer: not a positive integer" limit))
      (if (<= limit m1)
          (let ((bound (- m1 (remainder m1 limit))))
            (let loop ((value (next! source)))
              (if (< value bound) (remainder value limit) (loop (next! source)))))
          (let loop ((range m1) (value (next! source)))
            (if (< range (* limit 4))
                (loop (* range m1) (+ (* value m1) (next! source)))
                (if (< value (- range (remainder range limit)))
                    (remainder value limit)
                    (loop m1 (next! source)))))))

    ;; 52 bits between 0 and 1, both excluded.
    (define (random-between source)
      (let* ((high (quotient (next! source) 64))
             (low (quotient (next! source) 64)))
        (/ (+ (* high 67108864.0) low 0.5) 4503599627370496.0)))

    (define (random-source-make-integers source)
      (check source)
      (lambda (limit) (random-below source limit)))

    (define random-source-make-reals
      (case-lambda
        ((source)
         (check source)
         (lambda () (random-between source)))
        ((source unit)
         (check source)
         (unless (and (real? unit) (< 0 unit 1)) (error "random-source-make-reals: not a unit between 0 and 1" unit))
         (if (inexact? unit)
             (lambda () (random-between source))
             (let ((steps (- (ceiling (/ 1 unit)) 1)))
               (lambda () (* unit (+ 1 (random-below source steps)))))))))

    (define (check object)
      (unless (random-source? object) (error "not a random source" object)))

    ;;; States

    (define (random-source-state-ref source)
      (cons 'mrg32k3a (vector->list (source-state source))))

    (define (random-source-state-set! source state)
      (unless (and (list? state) (= (length state) 7) (eq? (car state) 'mrg32k3a)
                   (let loop ((rest (cdr state)))
                     (or (null? rest)
                         (and (exact-integer? (car rest)) (<= 0 (car rest) (- m1 1)) (loop (cdr rest))))))
        (error "random-source-state-set!: not a state" state))
      (set-source-state! source (list->vector (cdr state))))

    (define (random-source-randomize! source)
      (let ((seed (+ (* (exact (floor (* 1000000 (current-second)))) 1000003) (current-jiffy))))
        (random-source-pseudo-randomize! source (modulo seed 1152921504606846976) (modulo (current-jiffy) 65536))))

    (define (random-source-pseudo-randomize! source i j)
      (check source)
      (unless (and (exact-integer? i) (exact-integer? j) (>= i 0) (>= j 0))
        (error "random-source-pseudo-randomize!: not two indices" i j))
      (let ((steps (+ (* i (expt 2 127)) (* j (expt 2 76)))))
        (set-source-state! source
                           (vector-append (advance '#(0 1403580 -810728 1 0 0 0 1 0) steps m1)
                                          (advance '#(527612 0 -1370589 1 0 0 0 1 0) steps m2)))))

    ;; The first three terms after that many steps. Matrices are vectors of nine.
    (define (advance matrix steps modulus)
      (let ((power (matrix-power matrix steps modulus)))
        (let ((row (lambda (at)
                     (modulo (* 12345 (+ (vector-ref power at) (vector-ref power (+ at 1)) (vector-ref power (+ at 2))))
                             modulus))))
          (vector (row 0) (row 3) (row 6)))))

    (define (matrix-power matrix exponent modulus)
      (let loop ((square matrix) (exponent exponent) (result '#(1 0 0 0 1 0 0 0 1)))
        (if (= exponent 0)
            result
            (loop (matrix-product square square modulus)
                  (quotient exponent 2)
                  (if (odd? exponent) (matrix-product result square modulus) result)))))

    (define (matrix-product one other modulus)
      (let ((product (make-vector 9 0)))
        (do ((row 0 (+ row 3))) ((= row 9) product)
          (do ((column 0 (+ column 1))) ((= column 3))
            (vector-set! product (+ row column)
                         (modulo (+ (* (vector-ref one row) (vector-ref other column))
                                    (* (vector-ref one (+ row 1)) (vector-ref other (+ column 3)))
                                    (* (vector-ref one (+ row 2)) (vector-ref other (+ column 6))))
                                 modulus))))))

    ;;; The default source

    (define default-random-source (make-random-source))
    (define (random-integer limit) (random-below default-random-source limit))
    (define (random-real) (random-between default-random-source))))
