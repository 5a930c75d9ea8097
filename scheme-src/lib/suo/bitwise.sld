;;; (suo bitwise): exact integers as rows of bits.
(define-library (suo bitwise)
  (export bitwise-and bitwise-ior bitwise-xor bitwise-not arithmetic-shift bit-count integer-length bit-set? first-set-bit
          bitwise-if shift-left shift-right)
  (import (runtime bits)))
