;; engines: native executable stress
;;; read from files: data of every kind across the end of the buffer, line ends of every kind, tokens with characters of several
;;; bytes; the same data come from a string port.
(import (scheme base) (scheme read) (scheme write) (scheme file))
(define name "read-buffers.tmp")
(define data
  '(symbol "string" #\a #\λ |odd one| λόγος a1.5-b 12345678901234567890 1.5 -7 #t #f #u8(1 2 3) #(vector (nested . pair)) 'quoted ...
    - + |a b| a->b very-long-symbol-name-that-is-longer-than-any-small-buffer-for-a-token-would-be-0123456789 日本 "日本\n" ()))
(define (text-of lead line-end)
  (let ((port (open-output-string)))
    (write-string (make-string lead #\space) port)
    (let loop ((n 0))
      (if (< n 60)
          (begin
            (for-each (lambda (datum) (write datum port) (write-string (if (even? n) " " line-end) port)) data)
            (write-string "; a comment λ" port)
            (write-string line-end port)
            (loop (+ n 1)))))
    (get-output-string port)))
(define (read-all port)
  (let loop ((list '()))
    (let ((datum (read port)))
      (if (eof-object? datum) (reverse list) (loop (cons datum list))))))
(define wanted (let loop ((n 0) (list '())) (if (= n 60) list (loop (+ n 1) (append data list)))))
(define (check what list) (if (not (equal? list wanted)) (begin (write what) (newline))))
(for-each
  (lambda (line-end)
    (for-each
      (lambda (lead)
        (let ((text (text-of lead line-end)))
          (if (file-exists? name) (delete-file name))
          (call-with-output-file name (lambda (port) (write-string text port)))
          (check (list 'file lead line-end) (call-with-input-file name read-all))
          (check (list 'string lead line-end) (read-all (open-input-string text)))))
      '(0 1 2 3 5 7 11 13 17 19 23 29 31)))
  '("\n" "\r\n" "\r"))
(delete-file name)
(define (outcome text) (guard (e ((read-error? e) 'read-error)) (read-all (open-input-string text))))
(write (map outcome '("a'b" "a`b" "a,b" "a[b" "[a]" "a{b" "a\\b" "a\x7f;b" "a\x1;b" "λ'b" "a|b c|d" "a;b" "a\"b\"c" "a(b)c" "'a'b" "|a'b|")))
(newline)
;; A dot in a vector is a mistake, also before data that are circular; elsewhere they may follow one.
(write (map outcome '("(#0=(a . #0#) #(b . #0#))" "(#0=(1 . #0#) #u8(1 . #0#))" "#(1 . 2)" "#(1 . (2))" "#u8(1 . (2))" "#(1 .)" "#(. 1)" "(#0=(a . #0#) b . #0#)" "(#0=(a . #0#) #1=(b #0# . #1#) #(#0#))")))
(newline)
