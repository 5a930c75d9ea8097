;;; (scheme repl) of R7RS.
(define-library (scheme repl)
  (export interaction-environment)
  (import (runtime evaluation)))
