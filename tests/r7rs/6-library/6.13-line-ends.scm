;;; R7RS 6.13.2: read-line takes a newline, a return, and a return with a newline for the end of a line.
(import (scheme base) (scheme file) (scheme write))
(include "../check/check.scm")

(define path "line-ends.text")

(define (lines port)
  (let loop ((lines '()))
    (let ((line (read-line port)))
      (if (eof-object? line) (reverse lines) (loop (cons line lines))))))

(check (lines (open-input-string "a\rb\r\nc\n\rd\r\r\ne\r")) '("a" "b" "c" "" "d" "" "e")
       (lines (open-input-string "\r")) '("")
       (lines (open-input-string "\n\n")) '("" "")
       (let* ((port (open-input-string "a\r\nb")) (line (read-line port))) (list line (read-char port))) '("a" #\b)
       (let* ((port (open-input-string "a\rb")) (line (read-line port))) (list line (read-char port))) '("a" #\b))

;; however the two characters lie in the port's buffer
(call-with-output-file path
  (lambda (port)
    (do ((i 0 (+ i 1))) ((= i 5000))
      (write-string (make-string (modulo i 50) #\x) port)
      (write-string "\r\n" port))))
(define found (map string-length (call-with-input-file path lines)))
(delete-file path)
(check (length found) 5000 (apply + found) 122500 (list-ref found 4999) 49)
(summary)
