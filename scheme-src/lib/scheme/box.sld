;;; (scheme box) of R7RS-large: SRFI 111.
(define-library (scheme box)
  (export box box? unbox set-box!)
  (import (srfi 111)))
