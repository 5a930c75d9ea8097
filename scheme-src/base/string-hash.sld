;;; The hash of a string's characters: what the symbols of an image carry, and the number that names a layout table.
;;;
;;;   hash = 0; for each character c:  hash = (31 hash + code point of c) modulo 2^32
;;;
;;; Image writer and runtime share it, so that the symbol table that the one writes is the one in which the other looks. In
;;; the image a symbol's hash slot holds it as a fixnum, and its bucket is the hash modulo the (power of two) table length.
(define-library (base string-hash)
  (export text-hash)
  (import (scheme base))
  (begin
    ;; (text-hash string) -> exact integer below 2^32.
    (define (text-hash string)
      (let ((length (string-length string)))
        (let loop ((index 0) (hash 0))
          (if (= index length)
              hash
              (loop (+ index 1)
                    (remainder (+ (* 31 hash) (char->integer (string-ref string index))) 4294967296))))))))
