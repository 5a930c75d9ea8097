;;; R7RS 6.14: load, files, the command line, the environment, time, features.
;; engines: native executable collecting
;; arguments: one two words --three
(import (scheme base) (scheme write) (scheme file) (scheme load) (scheme eval) (scheme repl) (scheme process-context) (scheme time) (scheme inexact))
(include "../check/check.scm")
(define file "system-load.tmp")
(define (write-file text) (call-with-output-file file (lambda (port) (write-string text port))))
;; file-exists? and delete-file.
(check (file-exists? file) #f (begin (write-file "x") (file-exists? file)) #t (begin (delete-file file) (file-exists? file)) #f (outcome (delete-file file)) 'file-error (outcome (delete-file "no/such/folder/file")) 'file-error (file-exists? ".") #t (file-exists? "") #f (file-exists? "no/such") #f
       (outcome (file-exists? 'name)) 'error (outcome (delete-file 5)) 'error)
;; load: forms in order, in the environment that is named or in that of interaction; its value of the current ports stays.
(check (begin (write-file "(define loaded 1)\n(set! loaded (+ loaded 41))\n(define (twice x) (* 2 x))\n") (load file) (eval '(twice loaded) (interaction-environment))) 84 (begin (write-file "(define-syntax second (syntax-rules () ((_ a b) b)))\n(define it (second 1 2))") (load file (interaction-environment)) (eval 'it (interaction-environment))) 2
       (let ((out (open-output-string))) (write-file "(display \"said\")") (parameterize ((current-output-port out)) (load file)) (get-output-string out)) "said" (let ((before (current-output-port))) (parameterize ((current-output-port (open-output-string))) (load file (environment '(only (scheme base) +) '(scheme write)))) (eq? before (current-output-port))) #t
       (begin (write-file "") (load file) 'loaded) 'loaded (begin (write-file "; a comment only\n#| and\n another |#") (load file) 'loaded) 'loaded (begin (write-file "(car 5)") (outcome (load file))) 'error (begin (write-file "(begin") (outcome (load file))) 'error (begin (write-file "(raise 'from-file)") (outcome (load file))) '(raised from-file)
       (begin (write-file "(define a 1)") (outcome (load file (environment '(scheme base))))) 'error (begin (write-file "(define k-result (call/cc (lambda (k) (k 'jumped))))") (load file) (eval 'k-result (interaction-environment))) 'jumped (outcome (load "no/such/file")) 'file-error (outcome (load 5)) 'error)
(delete-file file)
;; The command line: the command's name and the arguments.
(check (list? (command-line)) #t (string? (car (command-line))) #t (cdr (command-line)) '("one" "two" "words" "--three"))
;; The environment.
(check (let ((path (get-environment-variable "PATH"))) (and (string? path) (> (string-length path) 0))) #t (get-environment-variable "NO_SUCH_VARIABLE_AT_ALL") #f (get-environment-variable "") #f (let ((all (get-environment-variables))) (and (list? all) (let loop ((rest all)) (or (null? rest) (and (string? (caar rest)) (string? (cdar rest)) (loop (cdr rest))))))) #t
       (let loop ((rest (get-environment-variables))) (or (null? rest) (and (equal? (get-environment-variable (caar rest)) (cdar rest)) (loop (cdr rest))))) #t (equal? (cdr (assoc "PATH" (get-environment-variables))) (get-environment-variable "PATH")) #t (outcome (get-environment-variable 'PATH)) 'error)
;; Time: seconds of atomic time since 1970, jiffies that count up.
(check (inexact? (current-second)) #t (real? (current-second)) #t (< 1.7e9 (current-second) 1e11) #t (let* ((a (current-second)) (b (current-second))) (<= a b)) #t (exact-integer? (current-jiffy)) #t (exact-integer? (jiffies-per-second)) #t (> (jiffies-per-second) 0) #t (= (jiffies-per-second) (jiffies-per-second)) #t
       (let* ((a (current-jiffy)) (b (current-jiffy))) (<= a b)) #t (let* ((start (current-jiffy)) (begun (current-second))) (let loop () (if (< (- (current-jiffy) start) (/ (jiffies-per-second) 50)) (loop))) (< 0.015 (- (current-second) begun) 30)) #t)
;; features are what cond-expand takes for true.
(check (and (memq 'r7rs (features)) #t) #t (cond-expand (r7rs 'yes) (else 'no)) 'yes (let loop ((rest (features))) (or (null? rest) (and (symbol? (car rest)) (loop (cdr rest))))) #t (cond-expand (suo (and (memq 'suo (features)) #t)) (else #t)) #t (cond-expand (ratios (and (memq 'ratios (features)) #t)) (else (not (memq 'ratios (features))))) #t
       (cond-expand (exact-closed (and (memq 'exact-closed (features)) #t)) (else #f)) #t (cond-expand (full-unicode (and (memq 'full-unicode (features)) #t)) (else #f)) #t (cond-expand (exact-complex (and (memq 'exact-complex (features)) #t)) (else #f)) #t (cond-expand (ieee-float (and (memq 'ieee-float (features)) #t)) (else #f)) #t (cond-expand (windows #t) (else (not (memq 'windows (features))))) #t)
(summary)
