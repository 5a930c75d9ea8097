;;; The checksum of images: cheap for a slow host (about three operations a byte), and changed by every single bit.
;;;
;;; For each page of 4096 bytes, with its 1024 little-endian u32 words w:
;;;
;;;   sum     the sum of the words
;;;   sums    the sum of all the partial sums: word i counts 1024 - i times
;;;   first  = 31 first  + sum   (mod 2^32)        both begin with 1
;;;   second = 33 second + sums  (mod 2^32)
;;;
;;; The checksum is first + 2^32 second. The kernel computes the same when it loads an image file.
(define-library (compiler image checksum)
  (export put-checksum!)
  (import (scheme base) (compiler image bytes))
  (begin
    (define page-bytes 4096)
    (define modulus 4294967296)

    ;; (put-checksum! bytes start end place): stores the checksum of the pages from start to end at place.
    (define (put-checksum! bytes start end place)
      (let pages ((page start) (first 1) (second 1))
        (if (< page end)
            (let ((page-end (+ page page-bytes)))
              (let words ((at page) (sum 0) (sums 0))
                (if (< at page-end)
                    (let ((sum (+ sum
                                  (bytevector-u8-ref bytes at)
                                  (* 256 (bytevector-u8-ref bytes (+ at 1)))
                                  (* 65536 (bytevector-u8-ref bytes (+ at 2)))
                                  (* 16777216 (bytevector-u8-ref bytes (+ at 3))))))
                      (words (+ at 4) sum (+ sums sum)))
                    (pages page-end
                           (remainder (+ (* 31 first) sum) modulus)
                           (remainder (+ (* 33 second) sums) modulus)))))
            (begin
              (put-u32! bytes place first)
              (put-u32! bytes (+ place 4) second)))))))
