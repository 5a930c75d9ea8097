;;; (measure thunk): runs the thunk, prints its result and the seconds it took as the last line of the output: of the processor
;;; where the system tells (Linux), so that other processes count little, otherwise by the clock.
(define processor-time-file "/proc/thread-self/schedstat")
(define (processor-nanoseconds)
  (if (file-exists? processor-time-file)
      (call-with-input-file processor-time-file read)
      (quotient (* 1000000000 (current-jiffy)) (jiffies-per-second))))
(define (measure thunk)
  (let* ((start (processor-nanoseconds)) (result (thunk)) (end (processor-nanoseconds)))
    (write result)
    (display " ")
    (write (/ (inexact (- end start)) 1e9))
    (newline)))
