;;; (scheme time) of R7RS.
(define-library (scheme time)
  (export current-jiffy current-second jiffies-per-second)
  (import (runtime process)))
