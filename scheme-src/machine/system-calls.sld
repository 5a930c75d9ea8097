;;; The table of system calls as a library.
(define-library (machine system-calls)
  (export system-call-table system-error-table)
  (import (scheme base))
  (include "system-calls.scm"))
