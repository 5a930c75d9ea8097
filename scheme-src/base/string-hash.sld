;;; String hash: the number that every symbol carries and that finds its bucket in the symbol table.
;;;
;;; The image writer computes it for the symbols of an image, (runtime symbols) for those that are made later; both must
;;; agree for all times, so it is defined by this loop and by nothing else:
;;;
;;;   hash = length; for each character: hash = (31 * hash + code point) mod 2^28
;;;
;;; The bucket of a symbol is hash mod the length of the symbol table, which is a power of two.
(define-library (base string-hash)
  (export string-hash-code)
  (import (scheme base))
  (begin
    (define (string-hash-code string)
      (let ((length (string-length string)))
        (let loop ((index 0) (hash length))
          (if (= index length)
              hash
              (loop (+ index 1)
                    (remainder (+ (* 31 hash) (char->integer (string-ref string index))) 268435456))))))))
