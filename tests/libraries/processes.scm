;;; (suo process) and (suo environment): other programs, what they are given and what they leave.
(import (scheme base) (scheme write) (scheme process-context) (suo process) (suo environment) (only (suo file) directory-list))
(include "../r7rs/check/check.scm")

;; The environment, here and there.
(check (begin (set-environment-variable! "TRIAL" "bär") (get-environment-variable "TRIAL")) "bär" (cdr (assoc "TRIAL" (get-environment-variables))) "bär" (begin (set-environment-variable! "TRIAL" "two") (get-environment-variable "TRIAL")) "two"
       (begin (unset-environment-variable! "TRIAL") (get-environment-variable "TRIAL")) #f (assoc "TRIAL" (get-environment-variables)) #f (string? (get-environment-variable "PATH")) #t (begin (unset-environment-variable! "NEVER-SET") (get-environment-variable "NEVER-SET")) #f
       (outcome (set-environment-variable! "A=B" "1")) 'error (outcome (set-environment-variable! "" "1")) 'error (outcome (set-environment-variable! "A" 1)) 'error (outcome (unset-environment-variable! 'a)) 'error)
(define (output program . arguments) (let-values (((status out err) (run-process/output program arguments))) (list status out err)))
(set-environment-variable! "TRIAL" "x y")
(check (output "sh" "-c" "echo \"$TRIAL\"") '(0 "x y\n" ""))

;; Statuses, arguments, streams.
(check (run-process "true" '()) 0 (run-process "false" '()) 1 (run-shell "exit 7") 7 (run-shell "kill -9 $$") -9 (output "printf" "%s|" "a b" "" "ü*") '(0 "a b||ü*|" "") (output "sh" "-c" "echo out; echo err >&2; exit 3") '(3 "out\n" "err\n")
       (call-with-values (lambda () (run-process/output "sort" '("-n") "3\n1\n2\n")) list) '(0 "1\n2\n3\n" "")
       (call-with-values (lambda () (run-process/output "pwd" '() "" 'directory "/usr/bin")) list) '(0 "/usr/bin\n" "") (call-with-values (lambda () (run-process/output "/usr/bin/env" '() "" 'environment '(("A" . "1") ("B" . "2")))) list) '(0 "A=1\nB=2\n" "")
       ;; More than pipes hold, and a program that does not read.
       (let-values (((status out err) (run-process/output "cat" '() (make-string 300000 #\x)))) (list status (string-length out))) '(0 300000) (let-values (((status out err) (run-process/output "true" '() (make-string 300000 #\x)))) (list status out)) '(0 ""))

;; Pipes while both run.
(check (let ((process (start-process "cat" '() 'input 'pipe 'output 'pipe)))
         (write-string "one\n" (process-input process))
         (flush-output-port (process-input process))
         (let* ((line (read-line (process-output process))) (running (process-status process)))
           (close-port (process-input process))
           (list (process? process) line running (read-line (process-output process)) (process-wait process) (process-wait process) (process-error process)))) (list #t "one" #f (eof-object) 0 0 #f)
       (let ((process (start-process "cat" '() 'input 'pipe 'output 'pipe 'binary #t))) (write-bytevector #u8(255 0 1) (process-input process)) (close-port (process-input process)) (let ((bytes (read-bytevector 10 (process-output process)))) (process-wait process) bytes)) #u8(255 0 1)
       (let ((process (start-process "sleep" '("60")))) (process-signal process) (list (process-wait process) (process-signal process 9))) (list -15 (if #f #f))
       ;; Writing to a program that is gone is an error, not the end.
       (let ((process (start-process "true" '() 'input 'pipe))) (process-wait process) (outcome (begin (write-string "x" (process-input process)) (flush-output-port (process-input process))))) 'file-error)

;; Files in place of pipes.
(check (run-process "echo" '("hello") 'output "out.txt") 0 (run-process "sh" '("-c" "echo a; echo b >&2") 'output "both.txt" 'error 'output) 0 (call-with-values (lambda () (run-process/output "cat" '("both.txt"))) list) '(0 "a\nb\n" "") (call-with-values (lambda () (run-process/output "cat" '() "" 'input "out.txt")) list) '(0 "hello\n" "") (run-process "cat" '() 'input 'null) 0)

;; Which program.
(check (find-program "sh") (find-program "sh") (string? (find-program "sh")) #t (find-program "no-such-program") #f (find-program "/x/y") "/x/y" (> (current-process-id) 1) #t (string->number (list-ref (output "sh" "-c" "printf $PPID") 1)) (current-process-id)
       (outcome (run-process "no-such-program" '())) 'file-error (outcome (run-process "/etc/passwd" '())) 'file-error (outcome (run-process "/usr" '())) 'file-error (outcome (run-process "true" '() 'directory "/no/such")) 'file-error (outcome (run-process "true" '(1))) 'error (outcome (run-process "true" '() 'colour 1)) 'error (outcome (run-process "true" '() 'output)) 'error (outcome (run-process "true" '() 'output 'pipe)) 'error (outcome (run-process "true" '() 'output 5)) 'error)
;; What cannot be started leaves nothing open.
(define (open-files) (length (directory-list "/proc/self/fd")))
(check (let ((before (open-files)))
         (do ((n 0 (+ n 1))) ((= n 20))
           (outcome (start-process "true" '() 'input 'pipe 'output 'pipe 'error "/no/such/file"))
           (outcome (start-process "true" '() 'input 'null 'output 5))
           (outcome (start-process "true" '() 'input 'pipe 'output 'pipe 'error 'pipe 'directory "/no/such"))
           (run-process/output "true" '()))
         (- (open-files) before)) 0)
(summary)
