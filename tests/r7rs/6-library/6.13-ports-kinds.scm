;;; R7RS 6.13.1: kinds of ports, closing, the current ports, call-with-port, files.
;; engines: native executable collecting
(import (scheme base) (scheme write) (scheme read) (scheme file))
(include "../check/check.scm")
(define (kind object) (list (port? object) (input-port? object) (output-port? object) (textual-port? object) (binary-port? object)))
(check (kind (open-input-string "")) '(#t #t #f #t #f) (kind (open-output-string)) '(#t #f #t #t #f) (kind (open-input-bytevector #u8())) '(#t #t #f #f #t) (kind (open-output-bytevector)) '(#t #f #t #f #t) (kind (current-input-port)) '(#t #t #f #t #f) (kind (current-output-port)) '(#t #f #t #t #f)
       (kind (current-error-port)) '(#t #f #t #t #f) (map kind (list 1 "port" 'port '() (eof-object) car)) '((#f #f #f #f #f) (#f #f #f #f #f) (#f #f #f #f #f) (#f #f #f #f #f) (#f #f #f #f #f) (#f #f #f #f #f)))
(define file "ports-kinds.tmp")
(define other "ports-kinds-2.tmp")
(check (let ((p (open-output-file file))) (let ((k (kind p))) (write-string "text λ\nsecond" p) (close-port p) k)) '(#t #f #t #t #f) (let ((p (open-input-file file))) (let ((k (kind p))) (close-port p) k)) '(#t #t #f #t #f)
       (let ((p (open-binary-output-file other))) (let ((k (kind p))) (write-bytevector #u8(0 128 255 10 13) p) (close-port p) k)) '(#t #f #t #f #t) (let ((p (open-binary-input-file other))) (let ((k (kind p))) (close-port p) k)) '(#t #t #f #f #t)
       (call-with-input-file file (lambda (p) (let* ((a (read-line p)) (b (read-line p)) (c (read-line p))) (list a b (eof-object? c))))) '("text λ" "second" #t) (let* ((p (open-binary-input-file other)) (b (read-bytevector 100 p))) (close-port p) b) #u8(0 128 255 10 13)
       (let* ((p (open-binary-input-file file)) (b (read-bytevector 7 p))) (close-port p) b) #u8(116 101 120 116 32 206 187))
;; An existing file is replaced.
(check (begin (call-with-output-file file (lambda (p) (write-string "new" p))) (call-with-input-file file (lambda (p) (read-string 100 p)))) "new" (begin (call-with-output-file file (lambda (p) #t)) (eof-object? (call-with-input-file file read-char))) #t)
;; open? and closing: each side by its own procedure, more than once without effect.
(define (closing make close open?) (let* ((p (make)) (before (open? p))) (close p) (let ((after (open? p))) (close p) (list before after (open? p)))))
(check (closing (lambda () (open-input-string "x")) close-port input-port-open?) '(#t #f #f) (closing (lambda () (open-input-string "x")) close-input-port input-port-open?) '(#t #f #f) (closing open-output-string close-port output-port-open?) '(#t #f #f) (closing open-output-string close-output-port output-port-open?) '(#t #f #f)
       (closing (lambda () (open-input-bytevector #u8(1))) close-input-port input-port-open?) '(#t #f #f) (closing open-output-bytevector close-output-port output-port-open?) '(#t #f #f) (closing (lambda () (open-input-file file)) close-port input-port-open?) '(#t #f #f)
       (closing (lambda () (open-output-file file)) close-output-port output-port-open?) '(#t #f #f) (input-port-open? (current-input-port)) #t (output-port-open? (current-output-port)) #t)
(check (outcome (close-input-port (open-output-string))) 'error (outcome (close-output-port (open-input-string ""))) 'error (outcome (close-port 5)) 'error (input-port-open? (open-output-string)) #f (output-port-open? (open-input-string "")) #f (outcome (input-port-open? 5)) 'error)
;; Every operation on a closed port is an error.
(define (closed port) (close-port port) port)
(define-syntax all-errors
  (syntax-rules () ((_ port (f argument ...) ...) (check (list (outcome (f argument ... port)) ...) (list (begin 'f 'error) ...)))))
(all-errors (closed (open-input-string "abc def")) (read-char) (peek-char) (read-line) (read-string 2) (read-string 0) (read) (char-ready?))
(all-errors (closed (open-input-bytevector #u8(1 2 3))) (read-u8) (peek-u8) (read-bytevector 2) (read-bytevector! (make-bytevector 2)) (u8-ready?))
(all-errors (closed (open-output-string)) (write 1) (display 1) (write-shared 1) (write-simple 1) (newline) (write-char #\a) (write-string "a"))
(all-errors (closed (open-output-bytevector)) (write-u8 1) (write-bytevector #u8(1)))
(all-errors (closed (open-output-file file)) (write-string "a") (write-char #\a) (newline))
(all-errors (closed (open-input-file file)) (read-char) (read-line) (read))
;; So is an operation of the wrong direction or kind.
(all-errors (open-output-string) (read-char) (peek-char) (read-line) (read-string 2) (read) (char-ready?) (read-u8) (peek-u8) (read-bytevector 1) (u8-ready?) (write-u8 1) (write-bytevector #u8(1)))
(all-errors (open-input-string "abc") (write 1) (display 1) (newline) (write-char #\a) (write-string "a") (write-u8 1) (read-u8) (peek-u8) (read-bytevector 1) (read-bytevector! (make-bytevector 1)) (u8-ready?) (flush-output-port))
(all-errors (open-input-bytevector #u8(1 2)) (read-char) (peek-char) (read-line) (read-string 1) (read) (char-ready?) (write-u8 1) (write-char #\a))
(all-errors (open-output-bytevector) (write 1) (display 1) (newline) (write-char #\a) (write-string "a") (read-u8) (read-char))
(all-errors 'no-port (read-char) (read-line) (read) (write 1) (display 1) (newline) (write-char #\a) (write-string "a") (write-u8 1) (read-u8) (read-string 1) (read-bytevector 1) (flush-output-port))
;; call-with-port closes after a return, gives the values, and does not close on an escape.
(check (let ((port (open-input-string "abc"))) (let ((c (call-with-port port read-char))) (list c (input-port-open? port)))) '(#\a #f) (call-with-values (lambda () (call-with-port (open-input-string "") (lambda (p) (values 1 2)))) list) '(1 2)
       (let* ((port (open-input-string "abc")) (c (call/cc (lambda (k) (call-with-port port (lambda (p) (k (read-char p)))))))) (list c (input-port-open? port) (read-char port))) '(#\a #t #\b) (let ((kept #f)) (list (call-with-output-file file (lambda (p) (set! kept p) (write 'x p) 'value)) (output-port-open? kept))) '(value #f)
       (let ((kept #f)) (list (call-with-input-file file (lambda (p) (set! kept p) (read p))) (input-port-open? kept))) '(x #f))
;; The current ports are parameters.
(check (let ((out (open-output-string))) (parameterize ((current-output-port out)) (write 'a) (display "b") (newline) (write-char #\c) (write-string "de")) (get-output-string out)) "ab\ncde" (parameterize ((current-input-port (open-input-string "x (y) line\nz"))) (let* ((a (read-char)) (b (read)) (c (read-line)) (d (peek-char)) (e (read-string 5))) (list a b c d e (eof-object? (read-char))))) '(#\x (y) " line" #\z "z" #t)
       (let ((err (open-output-string))) (parameterize ((current-error-port err)) (write 'oops (current-error-port))) (get-output-string err)) "oops" (parameterize ((current-output-port (open-output-string))) (display "piece") (display " by piece ") (display "by piece.") (newline) (get-output-string (current-output-port))) "piece by piece by piece.\n"
       (let ((out (open-output-bytevector))) (parameterize ((current-output-port out)) (write-u8 7) (write-bytevector #u8(8 9))) (get-output-bytevector out)) #u8(7 8 9) (parameterize ((current-input-port (open-input-bytevector #u8(1 2 3 4 5 6)))) (let* ((a (peek-u8)) (b (read-u8)) (c (read-bytevector 2)) (v (make-bytevector 2 0)) (n (read-bytevector! v))) (list a b c v n (u8-ready?)))) '(1 1 #u8(2 3) #u8(4 5) 2 #t))
;; with-output-to-file and with-input-from-file: values, closing, escapes.
(check (with-output-to-file file (lambda () (write '(1 "two" #\3)) 'value)) 'value (with-input-from-file file read) '(1 "two" #\3) (call-with-values (lambda () (with-input-from-file file (lambda () (values (read) (eof-object? (read)))))) list) '((1 "two" #\3) #t)
       (let ((before (current-output-port))) (call/cc (lambda (k) (with-output-to-file file (lambda () (k #f))))) (eq? before (current-output-port))) #t (let ((kept #f)) (with-output-to-file file (lambda () (set! kept (current-output-port)) (display "z"))) (list (output-port-open? kept) (with-input-from-file file read-char))) '(#f #\z))
(delete-file file)
(delete-file other)
(check (file-exists? file) #f (outcome (open-input-file file)) 'file-error (outcome (open-input-file 'name)) 'error (outcome (open-output-file 5)) 'error (outcome (open-input-file "")) 'file-error)
(summary)
