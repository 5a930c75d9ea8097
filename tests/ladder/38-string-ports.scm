;;; String ports, read, datum output.
(import (scheme base) (scheme write) (scheme read))
(define (show x) (write x) (newline))
(define in (open-input-string "(a . b) #(1 2) \"s\" 42 x"))
(let loop ((x (read in))) (if (eof-object? x) (show 'end) (begin (show x) (loop (read in)))))
(define out (open-output-string))
(write 'abc out) (write-char #\space out) (write "q" out) (show (get-output-string out))
(show (read-line (open-input-string "one\ntwo"))) (show (read-string 3 (open-input-string "abcdef"))) (show (eof-object? (peek-char (open-input-string ""))))
