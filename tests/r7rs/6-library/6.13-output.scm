;;; R7RS 6.13.3: write, write-shared, write-simple, display, newline, write-char, write-string, write-u8, write-bytevector, flush-output-port.
;; engines: native executable collecting
(import (scheme base) (scheme write) (scheme read))
(include "../check/check.scm")
(define-syntax to-string
  (syntax-rules () ((_ (port) expression ...) (let ((port (open-output-string))) expression ... (get-output-string port)))))
(define-syntax to-bytes
  (syntax-rules () ((_ (port) expression ...) (let ((port (open-output-bytevector))) expression ... (get-output-bytevector port)))))
(define (written object) (to-string (p) (write object p)))
(define (displayed object) (to-string (p) (display object p)))
(define (simply object) (to-string (p) (write-simple object p)))
(define (shared object) (to-string (p) (write-shared object p)))
(check (map written (list 1 -1/2 1.5 1+2i 'a '|a b| "s" #\a #t #f '() '(1 2) '(1 . 2) '(1 2 . 3) '((a) (b)) #(1 "x" #\y) #() #u8(1 255) #u8() (string->symbol ""))) '("1" "-1/2" "1.5" "1+2i" "a" "|a b|" "\"s\"" "#\\a" "#t" "#f" "()" "(1 2)" "(1 . 2)" "(1 2 . 3)" "((a) (b))" "#(1 \"x\" #\\y)" "#()" "#u8(1 255)" "#u8()" "||")
       (written "a\"b\\c") "\"a\\\"b\\\\c\"" (written "a\nb\tc\rd\a\b") "\"a\\nb\\tc\\rd\\a\\b\"" (written "\x0;\x7f;") "\"\\x0;\\x7f;\"" (written "λ|x") "\"λ|x\"" (written 'λ) "|λ|" (written '|a\|b|) "|a\\|b|" (written ''a) "'a" (written '`(a ,b ,@c)) "`(a ,b ,@c)" (written '(quote)) "(quote)" (written '(quote a b)) "(quote a b)" (written '(quote . a)) "(quote . a)"
       (written '(a quote b)) "(a quote b)" (read (open-input-string (written '(a quote b)))) '(a quote b) (written '|1|) "|1|" (written '|.|) "|.|" (written 'ABC) "ABC")
(check (map displayed (list 1 'a '|a b| "s\"x\\" #\a #\space '(1 "s" #\c |x y|) #("a" #\b) '("a" . "b") "λ" 'λ)) '("1" "a" "a b" "s\"x\\" "a" " " "(1 s c x y)" "#(a b)" "(a . b)" "λ" "λ"))
;; Labels in write: where there are cycles and only there.
(define (ring . elements) (let ((l (list-copy elements))) (set-cdr! (list-tail l (- (length l) 1)) l) l))
(define twice (list 1 2))
(define vector-cycle (let ((v (vector 1 #f))) (vector-set! v 1 v) v))
(define car-cycle (let ((p (cons #f 2))) (set-car! p p) p))
(check (written (ring 'a 'b)) "#0=(a b . #0#)" (written vector-cycle) "#0=#(1 #0#)" (written car-cycle) "#0=(#0# . 2)" (written (list twice twice)) "((1 2) (1 2))" (written (let ((v (vector))) (list v v))) "(#() #())" (written (cons 'x (ring 1))) "(x . #0=(1 . #0#))" (written (list (ring 1) (ring 2))) "(#0=(1 . #0#) #1=(2 . #1#))"
       (displayed (ring 'a "b")) "#0=(a b . #0#)" (displayed vector-cycle) "#0=#(1 #0#)" (shared (list twice twice)) "(#0=(1 2) #0#)" (shared (ring 1 2)) "#0=(1 2 . #0#)" (shared '(1 2)) "(1 2)" (shared (let ((v (vector 1))) (vector v v))) "#(#0=#(1) #0#)" (shared (let ((tail '(2 3))) (list (cons 1 tail) tail))) "((1 . #0=(2 3)) #0#)"
       (simply (list twice twice)) "((1 2) (1 2))" (simply '("a" #\b c)) "(\"a\" #\\b c)" (shared (list 'a 'a 5 5)) "(a a 5 5)" (shared (list #u8(1) "x")) "(#u8(1) \"x\")")
(define (cdddr-of x) (cdr (cdr (cdr x))))
(define (same-shape? one other) (equal? (shared one) (shared other)))
(check (let ((x (read (open-input-string (written (ring 1 2 3)))))) (eq? x (cdddr-of x))) #t (same-shape? (ring 1 2) (read (open-input-string (shared (ring 1 2))))) #t (same-shape? (list twice twice) (read (open-input-string (shared (list twice twice))))) #t (same-shape? vector-cycle (read (open-input-string (written vector-cycle)))) #t
       (let* ((a (list 1)) (b (list a a)) (c (list b b a))) (same-shape? c (read (open-input-string (shared c))))) #t)
;; Large and deep data.
(check (string-length (written (make-list 100000 'a))) 200001 (let loop ((n 0) (l '())) (if (< n 100000) (loop (+ n 1) (list l)) (string-length (written l)))) 200002 (let ((l (make-list 1000 1))) (string-length (shared (list l l)))) 2010)
(check (to-string (p) (newline p)) "\n" (to-string (p) (write-char #\a p) (write-char #\newline p) (write-char #\😀 p)) "a\n😀" (to-string (p) (write-string "abc" p)) "abc" (to-string (p) (write-string "abcde" p 2)) "cde" (to-string (p) (write-string "abcde" p 1 3)) "bc" (to-string (p) (write-string "λ😀x" p 1 2)) "😀" (to-string (p) (write-string "" p)) ""
       (to-string (p) (write-string "abc" p 3)) "" (to-string (p) (write-string "abc" p 1 1)) "" (outcome (to-string (p) (write-string "abc" p 4))) 'error (outcome (to-string (p) (write-string "abc" p 2 1))) 'error (outcome (to-string (p) (write-string "abc" p 0 4))) 'error (outcome (to-string (p) (write-string 'a p))) 'error
       (outcome (to-string (p) (write-char "a" p))) 'error (outcome (to-string (p) (write-string "abc" p -1))) 'error (string-length (to-string (p) (let loop ((i 0)) (when (< i 10000) (write-string "0123456789" p) (loop (+ i 1)))))) 100000)
(check (to-bytes (p) (write-u8 0 p) (write-u8 255 p)) #u8(0 255) (to-bytes (p) (write-bytevector #u8(1 2 3) p)) #u8(1 2 3) (to-bytes (p) (write-bytevector #u8(1 2 3 4) p 2)) #u8(3 4) (to-bytes (p) (write-bytevector #u8(1 2 3 4) p 1 3)) #u8(2 3) (to-bytes (p) (write-bytevector #u8() p)) #u8() (outcome (to-bytes (p) (write-u8 256 p))) 'error
       (outcome (to-bytes (p) (write-u8 -1 p))) 'error (outcome (to-bytes (p) (write-u8 #\a p))) 'error (outcome (to-bytes (p) (write-bytevector #(1) p))) 'error (outcome (to-bytes (p) (write-bytevector #u8(1) p 2))) 'error (outcome (to-bytes (p) (write-bytevector #u8(1 2) p 1 0))) 'error)
;; What has been written so far, more than once; flushing a port in memory.
(check (let ((p (open-output-string))) (write-string "ab" p) (let ((first (get-output-string p))) (write-string "cd" p) (list first (get-output-string p) (get-output-string p)))) '("ab" "abcd" "abcd") (let ((p (open-output-bytevector))) (write-u8 1 p) (let ((first (get-output-bytevector p))) (write-u8 2 p) (list first (get-output-bytevector p)))) '(#u8(1) #u8(1 2))
       (to-string (p) (write 'a p) (flush-output-port p) (write 'b p)) "ab" (begin (flush-output-port) 1) 1 (get-output-string (open-output-string)) "" (get-output-bytevector (open-output-bytevector)) #u8() (outcome (get-output-string (open-input-string "x"))) 'error (outcome (get-output-bytevector (open-output-string))) 'error
       (outcome (get-output-string (open-output-bytevector))) 'error (outcome (get-output-string (current-output-port))) 'error (let ((p (open-output-string))) (write 'a p) (close-port p) (get-output-string p)) "a")
;; Objects without a datum have a form of their own, which is no error; two writes of one object are the same.
(define-record-type point (make-point x y) point? (x point-x) (y point-y))
(check (map string? (map written (list car (lambda (x) x) (current-output-port) (eof-object) (make-point 1 2) (make-parameter 1) (if #f #f) (call/cc (lambda (k) k))))) '(#t #t #t #t #t #t #t #t) (let ((p (make-point 1 "a"))) (equal? (written p) (written p))) #t
       (let ((p (make-point 1 2)) ) (string? (displayed (list p p)))) #t (char=? #\# (string-ref (written car) 0)) #t)
(summary)
