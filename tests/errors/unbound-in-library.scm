;;; What a library's file leaves unbound is a warning, and an error where the program reaches it.
;; engines: native
;; libraries: latent
;; exit: 70
(import (scheme base) (scheme write) (latent))
(write (list (shorter '(1 2)) (reached '(1))))
(newline)
(reached '())
