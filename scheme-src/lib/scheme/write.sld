;;; (scheme write) of R7RS.
(define-library (scheme write)
  (export display write write-shared write-simple)
  (import (runtime printer)))
