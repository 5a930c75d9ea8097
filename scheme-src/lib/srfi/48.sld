;;; SRFI 48: intermediate format strings: the directives of (suo format), which says what they do. Deviations: no ~h.
(define-library (srfi 48)
  (export format)
  (import (suo format)))
