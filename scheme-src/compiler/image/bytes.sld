;;; Little-endian stores into the one big bytevector that becomes an image or an executable.
;;;
;;; Numbers may be negative: they are stored as two's complement. A fresh image is all zero, and most words are small
;;; addresses, so `put-word!` writes the upper half only when it is not zero.
(define-library (compiler image bytes)
  (export put-u16! put-u32! put-word! put-header! get-u16 get-u32 get-word round-up)
  (import (scheme base) (machine layout))
  (begin
    ;; (round-up number unit) -> the least multiple of unit that is not below number.
    (define (round-up number unit) (* unit (quotient (+ number unit -1) unit)))

    (define (put-u16! bytes place number)
      (bytevector-u8-set! bytes place (remainder number 256))
      (bytevector-u8-set! bytes (+ place 1) (quotient number 256)))

    ;; number from -2^31 to 2^32-1
    (define (put-u32! bytes place number)
      (let* ((number (if (< number 0) (+ number 4294967296) number))
             (high (quotient number 65536))
             (low (- number (* high 65536)))
             (byte1 (quotient low 256))
             (byte3 (quotient high 256)))
        (bytevector-u8-set! bytes place (- low (* byte1 256)))
        (bytevector-u8-set! bytes (+ place 1) byte1)
        (bytevector-u8-set! bytes (+ place 2) (- high (* byte3 256)))
        (bytevector-u8-set! bytes (+ place 3) byte3)))

    ;; The upper half of the place must be zero before. number from -2^63 to 2^64-1
    (define (put-word! bytes place number)
      (if (and (<= 0 number) (< number 4294967296))
          (put-u32! bytes place number)
          (let ((high (floor-quotient number 4294967296)))
            (put-u32! bytes place (- number (* high 4294967296)))
            (put-u32! bytes (+ place 4) high))))

    (define header-bits (layout-number 'tags 'header))

    ;; (put-header! bytes place type length): a typed header; see (machine layout).
    (define (put-header! bytes place type length)
      (let ((high (quotient length 16777216)))
        (put-u32! bytes place (+ (* 256 (- length (* high 16777216))) (* 8 type) header-bits))
        (put-u32! bytes (+ place 4) (+ 2147483648 high))))

    (define (get-u16 bytes place)
      (+ (bytevector-u8-ref bytes place) (* 256 (bytevector-u8-ref bytes (+ place 1)))))

    (define (get-u32 bytes place)
      (+ (get-u16 bytes place) (* 65536 (get-u16 bytes (+ place 2)))))

    (define (get-word bytes place)
      (+ (get-u32 bytes place) (* 4294967296 (get-u32 bytes (+ place 4)))))))
