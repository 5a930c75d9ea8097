;; engines: native executable
;;; Text from pipes whose other end has stopped in the middle of a sequence: char-ready? does not promise what is not there, what can be
;;; no character is told at once, and the end completes what is left.
(import (scheme base) (scheme write) (scheme process-context) (suo process))
(include "../r7rs/check/check.scm")

;; The other end prints one part, in the notation of printf, for each line that it gets.
(define (talk first . parts)
  (start-process "sh" (list "-c" (apply string-append "printf '" first "'" (map (lambda (part) (string-append "; read line; printf '" part "'")) parts)))
                 'input 'pipe 'output 'pipe))
(define (go-on! process) (newline (process-input process)) (flush-output-port (process-input process)))
(define (end! process) (close-port (process-input process)) (process-wait process))

;; A sequence in two parts.
(check (let* ((process (talk "a\\316" "\\273b" "\\360\\237" "\\230" "\\200" "")) (port (process-output process))
              (a (read-char port))
              (half (char-ready? port))
              (lambda-and-b (begin (go-on! process) (let* ((next (peek-char port)) (char (read-char port)) (ready (char-ready? port)) (b (read-char port))) (list next char ready b))))
              (nothing (char-ready? port))
              (one (begin (go-on! process) (char-ready? port)))
              (two (begin (go-on! process) (char-ready? port)))
              (face (begin (go-on! process) (read-char port)))
              (still (char-ready? port)))
         (go-on! process)
         (let* ((end (read-char port)) (ready (char-ready? port)) (again (read-char port)))
           (end! process)
           (list a half lambda-and-b nothing one two face still (eof-object? end) ready (eof-object? again))))
       '(#\a #f (#\λ #\λ #t #\b) #f #f #f #\x1f600 #f #t #t #t))

;; What cannot go on waits for nothing.
(check (let* ((process (talk "\\377" "\\340\\200" "\\355\\240x" "\\342\\202" "y" "")) (port (process-output process))
              (bad (read-char port))
              (long (begin (go-on! process) (let* ((a (read-char port)) (b (read-char port))) (list a b))))
              (surrogate (begin (go-on! process) (read-string 3 port)))
              (half (begin (go-on! process) (char-ready? port)))
              (cut (begin (go-on! process) (let* ((a (peek-char port)) (b (read-string 2 port))) (list a b)))))
         (end! process)
         (list bad long surrogate half cut))
       '(#\xfffd (#\xfffd #\xfffd) "\xfffd;\xfffd;x" #f (#\xfffd "\xfffd;y")))

;; The end in the middle of a sequence.
(check (let* ((process (talk "\\342\\202" "")) (port (process-output process)) (half (char-ready? port)))
         (end! process)
         (let* ((ready (char-ready? port)) (next (peek-char port)) (char (read-char port)) (more (char-ready? port)) (end (peek-char port)) (again (read-char port)) (last (read-line port)))
           (list half ready next char more (eof-object? end) (eof-object? again) (eof-object? last))))
       '(#f #t #\xfffd #\xfffd #t #t #t #t))

;; A line that is there is given without waiting for more; so is what comes before the end.
(check (let* ((process (talk "one λ\\ntw" "o\\nthree" "")) (port (process-output process))
              (one (read-line port))
              (two (begin (go-on! process) (read-line port)))
              (three (begin (go-on! process) (read-line port))))
         (end! process)
         (list one two three (eof-object? (read-line port))))
       '("one λ" "two" "three" #t))
(summary)
