;;; read: a program's text from a string port.
(import (scheme base) (scheme write) (scheme file) (scheme read) (scheme time))
(include "../measure.scm")
(define text
  (let ((port (open-output-string)))
    (let loop ((n 300))
      (if (> n 0)
          (begin
            (write '(define (vector-binary-search vector key compare)
                      (let loop ((low 0) (high (- (vector-length vector) 1)))
                        (if (> low high)
                            #f
                            (let* ((middle (quotient (+ low high) 2)) (order (compare key (vector-ref vector middle))))
                              (cond ((= order 0) "found \\ it") ((< order 0.5) '(a . #\b)) (else (loop (+ middle 1) high)))))))
                   port)
            (newline port)
            (loop (- n 1)))))
    (get-output-string port)))
(define (count port n)
  (let ((datum (read port)))
    (if (eof-object? datum) n (count port (+ n (length datum))))))
(define (run rounds total)
  (if (= rounds 0)
      total
      (run (- rounds 1) (+ total (count (open-input-string text) 0)))))
(measure (lambda () (run 240 0)))
