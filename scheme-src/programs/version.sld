;;; Version: of the system, and which image it is: by the SHA-256 of the image file, which suo's own executable carries in the
;;; image's header, or, when an image file runs, by the checksum there.
(define-library (programs version)
  (export version-text)
  (import (primitives) (scheme base) (base text) (machine layout) (programs sha-256))
  (begin
    (define (version-text)
      (let ((digest (hexadecimal-digits (header-bytes 'digest 32))))
        (text "suo 0.1.0, image "
              (if (text-prefix? "0000000000000000" digest)
                  (text "checksum " (hexadecimal-digits (header-bytes 'checksum 8)))
                  digest)
              "\n")))

    ;; The register-file word `image` holds the address of the header.
    (define (header-bytes field size)
      (let ((bytes (make-bytevector size))
            (place (+ (%raw-register-ref 52) (layout-number 'image-header field))))
        (do ((index 0 (+ index 1)))
            ((= index size) bytes)
          (bytevector-u8-set! bytes index (%load-u8 (+ place index))))))))
