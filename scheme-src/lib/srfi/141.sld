;;; SRFI 141: integer division in six ways. Deviations: none.
;;;
;;; (x/ numerator denominator) -> quotient and remainder; x-quotient and x-remainder give one of them. numerator = denominator *
;;; quotient + remainder always holds. A zero denominator is an error, and so is what is no integer; integers may be inexact.
;;;
;;;   floor      the quotient rounded down                      remainder: sign of the denominator
;;;   ceiling    rounded up                                     opposite sign of the denominator
;;;   truncate   rounded toward zero                            sign of the numerator
;;;   round      to the nearest integer, ties to even           |remainder| <= |denominator / 2|
;;;   euclidean  down for d > 0, up for d < 0                   0 <= remainder < |denominator|
;;;   balanced   so that the remainder is in the middle         -|denominator / 2| <= remainder < |denominator / 2|
(define-library (srfi 141)
  (export floor/ floor-quotient floor-remainder ceiling/ ceiling-quotient ceiling-remainder
          truncate/ truncate-quotient truncate-remainder round/ round-quotient round-remainder
          euclidean/ euclidean-quotient euclidean-remainder balanced/ balanced-quotient balanced-remainder)
  (import (scheme base))
  (begin
    (define (ceiling/ numerator denominator)
      (let-values (((quotient remainder) (floor/ numerator denominator)))
        (if (zero? remainder)
            (values quotient remainder)
            (values (+ quotient 1) (- remainder denominator)))))

    (define (euclidean/ numerator denominator)
      (if (negative? denominator)
          (ceiling/ numerator denominator)
          (floor/ numerator denominator)))

    ;; From the floor's remainder, which has the denominator's sign: the next quotient is nearer when the remainder is more
    ;; than half of the denominator.
    (define (round/ numerator denominator)
      (let-values (((quotient remainder) (floor/ numerator denominator)))
        (let ((twice (abs (* 2 remainder))) (whole (abs denominator)))
          (if (or (> twice whole) (and (= twice whole) (odd? quotient)))
              (values (+ quotient 1) (- remainder denominator))
              (values quotient remainder)))))

    (define (balanced/ numerator denominator)
      (let-values (((quotient remainder) (euclidean/ numerator denominator)))
        (let ((whole (abs denominator)))
          (if (>= (* 2 remainder) whole)
              (values (if (negative? denominator) (- quotient 1) (+ quotient 1)) (- remainder whole))
              (values quotient remainder)))))

    (define-syntax define-halves
      (syntax-rules ()
        ((_ (divide quotient-name remainder-name) ...)
         (begin
           (begin
             (define (quotient-name numerator denominator)
               (let-values (((quotient remainder) (divide numerator denominator))) quotient))
             (define (remainder-name numerator denominator)
               (let-values (((quotient remainder) (divide numerator denominator))) remainder)))
           ...))))

    (define-halves
     (ceiling/ ceiling-quotient ceiling-remainder)
     (round/ round-quotient round-remainder)
     (euclidean/ euclidean-quotient euclidean-remainder)
     (balanced/ balanced-quotient balanced-remainder))))
