;;; SRFI 60: integers as bits, with the names of Common Lisp beside those of SRFI 151. Deviations: none.
(define-library (srfi 60)
  (export (rename bitwise-and logand) bitwise-and (rename bitwise-ior logior) bitwise-ior (rename bitwise-xor logxor) bitwise-xor
          (rename bitwise-not lognot) bitwise-not bitwise-if (rename bitwise-if bitwise-merge) any-bits-set?
          (rename any-bits-set? logtest) logcount (rename logcount bit-count) integer-length log2-binary-factors
          (rename log2-binary-factors first-set-bit) (rename bit-set? logbit?) bit-set? copy-bit bit-field copy-bit-field
          arithmetic-shift (rename arithmetic-shift ash) rotate-bit-field (rename bit-field-reverse reverse-bit-field)
          integer->list list->integer booleans->integer)
  (import (scheme base) (scheme case-lambda)
          (prefix (only (srfi 151) bit-count first-set-bit) bits:)
          (except (srfi 151) bit-count first-set-bit))
  (begin
    ;; (logtest integer other): have they a 1 in the same place?
    (define (any-bits-set? integer other) (any-bit-set? integer other))

    ;; (logcount integer) -> number of its ones; of a negative integer, of its zeros
    (define (logcount integer)
      (bits:bit-count (if (negative? integer) (bitwise-not integer) integer)))

    ;; (first-set-bit integer) -> index of its lowest 1, or -1
    (define (log2-binary-factors integer) (bits:first-set-bit integer))

    ;; (copy-bit-field to from start end) -> to, with the lowest bits of from in the places from start up to end
    (define (copy-bit-field to from start end) (bit-field-replace to from start end))

    ;; (rotate-bit-field integer count start end) -> with these bits turned to the left
    (define (rotate-bit-field integer count start end) (bit-field-rotate integer count start end))

    ;; (integer->list integer [length]) -> list of booleans, the highest bit first; (list->integer list),
    ;; (booleans->integer boolean ...) -> the integer
    (define integer->list
      (case-lambda
        ((integer) (integer->list integer (integer-length integer)))
        ((integer length) (reverse (bits->list integer length)))))
    (define (list->integer list) (list->bits (reverse (map (lambda (bit) (if bit #t #f)) list))))
    (define (booleans->integer . booleans) (list->integer booleans))))
