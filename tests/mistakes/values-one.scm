;;; One value where two are expected, known to the compiler.
;; engines: native executable
;; exit: 70
(import (scheme base) (scheme write))
(let-values (((a b) (values 1)))
  (display a))
