;; engines: native executable stress
;;; String ports of every width: what was there at opening is read, whatever becomes of the string; output grows wider character by
;;; character; a port may be closed, asked again, and be the current one inside of other parameters.
(import (scheme base) (scheme read) (scheme write) (scheme char))
(define (show . objects) (for-each (lambda (object) (write object) (newline)) objects))
(define (all port) (let loop ((list '())) (let ((char (read-char port))) (if (eof-object? char) (list->string (reverse list)) (loop (cons char list))))))

;; The string changes after it was opened: its characters, then its units.
(define (changed text change!)
  (let* ((string (string-copy text)) (port (open-input-string string)) (first (read-char port)))
    (change! string)
    (list first (all port) string)))
(show (changed "abc" (lambda (s) (string-set! s 1 #\x)))
      (changed "abc" (lambda (s) (string-set! s 1 #\x3bb)))
      (changed "aλc" (lambda (s) (string-fill! s #\z)))
      (changed "a\x1f600;c" (lambda (s) (string-copy! s 0 "xyz")))
      (changed "éàü" (lambda (s) (string-set! s 2 #\x1f600))))

;; A string with wider units than its characters need gives narrow ones back.
(define wide (make-string 4 #\x1f600))
(string-fill! wide #\a)
(show (read-line (open-input-string wide)) (string=? "aaaa" (read-string 4 (open-input-string wide))) (read (open-input-string wide)) (eq? 'aaaa (read (open-input-string wide))))

;; Lines and pieces out of text of each width.
(for-each
  (lambda (text)
    (let ((port (open-input-string text)))
      (show (let* ((a (read-line port)) (b (read-string 2 port)) (c (peek-char port)) (d (read port)) (e (read-line port)) (f (read-line port)) (g (read-line port))) (list a b c d e f (eof-object? g))))))
  '("one\r\ntwo three\nfour" "éne\rtwé thréé\nfóur" "λne\ntwλ λhree\r\nλour" "\x1f600;ne\n\x1f601;w\x1f602; \x1f600;hree\n\x1f603;our"))

;; Output: each wider character after long text of the one before.
(define (growing lengths chars)
  (let ((port (open-output-string)))
    (for-each (lambda (length char) (write-string (make-string length char) port) (write-char char port)) lengths chars)
    (let ((text (get-output-string port)))
      (write-char #\! port)
      (list (string-length text)
            (let loop ((index 0) (sum 0)) (if (= index (string-length text)) sum (loop (+ index 1) (remainder (+ (* 31 sum) (char->integer (string-ref text index))) 1000003))))
            (string=? (string-append text "!") (get-output-string port))))))
(show (growing '(10 10 10 10) '(#\a #\é #\λ #\x1f600))
      (growing '(63 64 65 66) '(#\a #\é #\λ #\x1f600))
      (growing '(1000 1 0 1) '(#\a #\x1f600 #\é #\λ))
      (growing '(0 0 0 500) '(#\x1f600 #\λ #\é #\a))
      (growing '(200 0 300 0) '(#\λ #\a #\é #\x1f600)))
(define (put . parts) (let ((port (open-output-string))) (for-each (lambda (part) (if (char? part) (write-char part port) (write-string part port))) parts) (get-output-string port)))
(show (put) (put "") (put "abc" "λμ" "é") (put #\a "" wide) (put "\x1f600;" "a" #\λ) (put (substring "aλ" 0 1) "b"))
(define some (let ((port (open-output-string))) (write-string "aλbc\x1f600;" port 1 4) (write-string wide port 2) (write '("λ" #\x1f600 |é x|) port) (get-output-string port)))
(show some (string-upcase some))

;; Empty, closed, asked again.
(define port (open-input-string ""))
(show (eof-object? (peek-char port)) (eof-object? (read-char port)) (eof-object? (read-line port)) (eof-object? (read-string 3 port)) (read-string 0 port) (eof-object? (read port)) (char-ready? port))
(define (refused? thunk) (guard (e ((error-object? e) #t)) (thunk) #f))
(close-port port)
(show (refused? (lambda () (read-char port))) (refused? (lambda () (peek-char port))) (refused? (lambda () (char-ready? port))) (refused? (lambda () (read-line port))) (refused? (lambda () (read-string 1 port))) (refused? (lambda () (read port))))
(define out (open-output-string))
(write-string "kept λ" out)
(close-port out)
(show (get-output-string out) (refused? (lambda () (write-char #\a out))) (refused? (lambda () (write-string "a" out))))

;; The current ports: bound, assigned while bound, and again as before after an escape.
(define other (make-parameter 1))
(define (told thunk) (let ((port (open-output-string))) (parameterize ((current-output-port port) (other 2)) (thunk)) (get-output-string port)))
(show (told (lambda () (write-char #\a) (parameterize ((other 3)) (write-char #\λ) (write (told (lambda () (display "inner") (display (other)))))) (write-string "z") (newline)))
      (told (lambda ()
              (let ((second (open-output-string)))
                (current-output-port second)
                (write-string "to the second")
                (let ((text (get-output-string second)))
                  (parameterize ((other 5)) (write-string " more"))
                  (show (list text (get-output-string second)))))))
      (told (lambda () (call-with-current-continuation (lambda (leave) (parameterize ((current-output-port (open-output-string))) (write-char #\x) (leave 1)))) (write-char #\y)))
      (parameterize ((current-input-port (open-input-string "λ (b c) d\nlast"))) (let* ((a (peek-char)) (b (read-char)) (c (read)) (d (read-char)) (e (read-line)) (f (read-string 9)) (g (read-char))) (list a b c d e f (eof-object? g) (char-ready?)))))

;; A continuation that comes back into a parameterization finds its ports.
(define again #f)
(define count 0)
(define first-port (open-output-string))
(parameterize ((current-output-port first-port))
  (call-with-current-continuation (lambda (k) (set! again k)))
  (write-char #\*))
(set! count (+ count 1))
(if (< count 4) (again #f))
(show (get-output-string first-port))
