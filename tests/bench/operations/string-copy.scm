;;; substring, string-copy and string-copy!.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define text (string-append "The quick brown fox jumps over the lazy dog" (string #\.)))
(define target (make-string 100 #\-))
(define (run rounds total)
  (if (= rounds 0)
      total
      (begin
        (string-copy! target 3 text 0 40)
        (run (- rounds 1)
             (+ total
                (string-length (substring text 4 9))
                (string-length (string-copy text 4))
                (string-length (string-copy text)))))))
(measure (lambda () (run 3000000 0)))
