;;; (measure thunk): runs the thunk, prints its result and the seconds it took as the last line of the output.
(define (measure thunk)
  (let* ((start (current-jiffy)) (result (thunk)) (end (current-jiffy)))
    (write result)
    (display " ")
    (write (/ (inexact (- end start)) (inexact (jiffies-per-second))))
    (newline)))
