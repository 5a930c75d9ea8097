;;; SRFI 62: datum comments, #;, which the reader knows. The library exports nothing. Deviations: none.
(define-library (srfi 62)
  (export)
  (import))
