;;; Reading from a closed port: the port says what it is.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write))
(define port (open-input-string "abc"))
(close-port port)
(display (read-char port))
