;;; R7RS 6.13.2: read-char, peek-char, read-line, read-string, char-ready?, read-u8, peek-u8, u8-ready?, read-bytevector, read-bytevector!, eof-object.
;; engines: native executable collecting
(import (scheme base) (scheme write))
(include "../check/check.scm")
(define-syntax from
  (syntax-rules () ((_ text (port) expression ...) (let* ((port (open-input-string text)) (results '())) (set! results (cons (eof-marked expression) results)) ... (reverse results)))))
(define-syntax from-bytes
  (syntax-rules () ((_ bytes (port) expression ...) (let* ((port (open-input-bytevector bytes)) (results '())) (set! results (cons (eof-marked expression) results)) ... (reverse results)))))
(define (eof-marked object) (if (eof-object? object) 'eof object))
(check (eof-object? (eof-object)) #t (eof-object? 'eof) #f (eof-object? '()) #f (eof-object? #f) #f (eof-object? (read-char (open-input-string ""))) #t (procedure? (eof-object)) #f)
(check (from "aλ😀" (p) (read-char p) (read-char p) (read-char p) (read-char p) (read-char p)) '(#\a #\λ #\😀 eof eof) (from "ab" (p) (peek-char p) (peek-char p) (read-char p) (peek-char p) (read-char p) (peek-char p) (read-char p)) '(#\a #\a #\a #\b #\b eof eof) (from "" (p) (peek-char p) (read-char p)) '(eof eof)
       (from "a\n\x0;b" (p) (read-char p) (read-char p) (read-char p) (read-char p)) '(#\a #\newline #\null #\b))
;; Lines end with a linefeed, a carriage return, or both.
(check (from "one\ntwo\n" (p) (read-line p) (read-line p) (read-line p)) '("one" "two" eof) (from "one\ntwo" (p) (read-line p) (read-line p) (read-line p)) '("one" "two" eof) (from "\n\nx" (p) (read-line p) (read-line p) (read-line p) (read-line p)) '("" "" "x" eof) (from "" (p) (read-line p)) '(eof) (from "\n" (p) (read-line p) (read-line p)) '("" eof)
       (from "a\r\nb\r\n" (p) (read-line p) (read-line p) (read-line p)) '("a" "b" eof) (from "a\rb" (p) (read-line p) (read-line p) (read-line p)) '("a" "b" eof) (from "a\r\rb\n\rc" (p) (read-line p) (read-line p) (read-line p) (read-line p) (read-line p)) '("a" "" "b" "" "c")
       (from "a\r" (p) (read-line p) (read-line p)) '("a" eof) (from "\r\n" (p) (read-line p) (read-line p)) '("" eof) (from "a\r\nb" (p) (read-line p) (read-char p) (read-char p)) '("a" #\b eof) (from "a\rb" (p) (read-line p) (read-char p)) '("a" #\b) (from "ab\ncd" (p) (read-char p) (read-line p) (peek-char p) (read-line p)) '(#\a "b" #\c "cd")
       (from "λ\nμ" (p) (read-line p) (read-line p)) '("λ" "μ"))
(check (from "abcde" (p) (read-string 2 p) (read-string 2 p) (read-string 2 p) (read-string 2 p)) '("ab" "cd" "e" eof) (from "abc" (p) (read-string 0 p) (read-string 100 p)) '("" "abc") (from "" (p) (read-string 1 p)) '(eof) (from "aλ😀b" (p) (read-string 3 p) (read-char p)) '("aλ😀" #\b) (from "ab" (p) (peek-char p) (read-string 5 p)) '(#\a "ab")
       (outcome (read-string -1 (open-input-string "a"))) 'error (outcome (read-string 'a (open-input-string "a"))) 'error (outcome (read-string 1.0 (open-input-string "a"))) 'error (let* ((p (open-input-string (make-string 100000 #\x))) (s (read-string 99999 p))) (list (string-length s) (string-length (read-string 10 p)))) '(99999 1)
       (let ((s (read-string 2 (open-input-string "abc")))) (string-set! s 0 #\z) s) "zb")
(check (from "a" (p) (char-ready? p) (read-char p) (char-ready? p) (read-char p)) '(#t #\a #t eof) (from-bytes #u8(1) (p) (u8-ready? p) (read-u8 p) (u8-ready? p) (read-u8 p)) '(#t 1 #t eof))
;; What the string was when the port was opened.
(check (let* ((p (open-input-string (string-copy "abc"))) (a (read-char p))) (list a (read-line p))) '(#\a "bc"))
;; Bytes.
(check (from-bytes #u8(1 255 0) (p) (read-u8 p) (peek-u8 p) (peek-u8 p) (read-u8 p) (read-u8 p) (peek-u8 p) (read-u8 p)) '(1 255 255 255 0 eof eof) (from-bytes #u8() (p) (peek-u8 p) (read-u8 p)) '(eof eof)
       (from-bytes #u8(1 2 3 4 5) (p) (read-bytevector 2 p) (read-bytevector 2 p) (read-bytevector 2 p) (read-bytevector 2 p)) '(#u8(1 2) #u8(3 4) #u8(5) eof) (from-bytes #u8(1) (p) (read-bytevector 0 p) (read-bytevector 9 p)) '(#u8() #u8(1)) (from-bytes #u8() (p) (read-bytevector 1 p)) '(eof)
       (from-bytes #u8(1 2) (p) (peek-u8 p) (read-bytevector 5 p)) '(1 #u8(1 2)) (outcome (read-bytevector -1 (open-input-bytevector #u8(1)))) 'error (outcome (read-bytevector 'a (open-input-bytevector #u8(1)))) 'error)
(define (read-into bytes size . bounds)
  (let* ((v (make-bytevector size 0)) (p (open-input-bytevector bytes)) (n (apply read-bytevector! v p bounds)))
    (list (eof-marked n) v (eof-marked (read-u8 p)))))
(check (read-into #u8(1 2 3) 2) '(2 #u8(1 2) 3) (read-into #u8(1 2 3) 5) '(3 #u8(1 2 3 0 0) eof) (read-into #u8(1 2 3) 5 2) '(3 #u8(0 0 1 2 3) eof) (read-into #u8(1 2 3) 5 3) '(2 #u8(0 0 0 1 2) 3) (read-into #u8(1 2 3) 5 1 3) '(2 #u8(0 1 2 0 0) 3) (read-into #u8() 2) '(eof #u8(0 0) eof) (read-into #u8(1 2) 3 1 1) '(0 #u8(0 0 0) 1)
       (read-into #u8(9) 3 0 1) '(1 #u8(9 0 0) eof) (outcome (read-into #u8(1) 2 3)) 'error (outcome (read-into #u8(1) 2 0 3)) 'error (outcome (read-into #u8(1) 2 2 1)) 'error (outcome (read-into #u8(1) 2 -1)) 'error (outcome (read-bytevector! #(1) (open-input-bytevector #u8(1)))) 'error)
;; A string port is read to its end more than once; the end stays the end.
(check (let ((p (open-input-string "x"))) (read-char p) (list (eof-object? (read-char p)) (eof-object? (read-line p)) (eof-object? (read-string 1 p)) (eof-object? (peek-char p)))) '(#t #t #t #t))
(summary)
