;;; SRFI 30: block comments, #| … |#, which the reader knows. The library exports nothing. Deviations: none.
(define-library (srfi 30)
  (export)
  (import))
