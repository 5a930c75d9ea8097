;;; Version: of the system, and which image it is: the checksum that its header holds.
(define-library (programs version)
  (export version-text)
  (import (primitives) (scheme base) (base text) (machine layout))
  (begin
    (define (version-text)
      (text "suo 0.1.0, image " (hexadecimal (image-checksum)) "\n"))

    ;; In 16 digits.
    (define (hexadecimal number)
      (let ((digits (number->string number 16)))
        (text (make-string (- 16 (string-length digits)) #\0) digits)))

    ;; The register-file word `image` holds the address of the header.
    (define (image-checksum)
      (let ((place (+ (%raw-register-ref 52) (layout-number 'image-header 'checksum))))
        (+ (%load-u32 place) (* 4294967296 (%load-u32 (+ place 4))))))))
