;;; R7RS 3.2: no object satisfies two of the type predicates; everything but #f is true.
(import (scheme base) (scheme write))
(include "../check/check.scm")
(define-record-type thing (make-thing a) thing? (a thing-a))
(define-record-type other (make-other) other?)
(define predicates
  (list boolean? bytevector? char? eof-object? null? number? pair? port? procedure? string? symbol? vector? thing? other?))
(define (types-of object)
  (let loop ((predicates predicates) (names '(boolean bytevector char eof null number pair port procedure string symbol vector thing other)))
    (cond ((null? predicates) '())
          (((car predicates) object) (cons (car names) (loop (cdr predicates) (cdr names))))
          (else (loop (cdr predicates) (cdr names))))))
(check (types-of #t) '(boolean) (types-of #f) '(boolean) (types-of (bytevector)) '(bytevector) (types-of (bytevector 1 2)) '(bytevector) (types-of #\a) '(char)
       (types-of (eof-object)) '(eof) (types-of '()) '(null) (types-of 0) '(number) (types-of 1.5) '(number) (types-of 123456789012345678901234567890) '(number)
       (types-of '(a)) '(pair) (types-of (cons 1 2)) '(pair) (types-of (current-output-port)) '(port) (types-of (open-input-string "")) '(port)
       (types-of (open-output-bytevector)) '(port) (types-of car) '(procedure) (types-of (lambda () 1)) '(procedure) (types-of (make-parameter 1)) '(procedure)
       (types-of (call-with-current-continuation (lambda (k) k))) '(procedure) (types-of "") '(string) (types-of "abc") '(string) (types-of 'a) '(symbol) (types-of '||) '(symbol)
       (types-of (vector)) '(vector) (types-of '#(1)) '(vector) (types-of (make-thing 1)) '(thing) (types-of (make-other)) '(other))
;; The predicates return booleans, whatever they are given.
(check (map (lambda (predicate) (if (memq (predicate predicates) '(#t #f)) 'ok 'wrong)) predicates) (map (lambda (predicate) 'ok) predicates)
       (eq? (pair? '(1)) #t) #t (eq? (pair? 1) #f) #t)
;; Only #f is false.
(define (truth object) (if object 'true 'false))
(check (truth #f) 'false (truth #t) 'true (truth '()) 'true (truth 0) 'true (truth 0.0) 'true (truth "") 'true (truth (vector)) 'true (truth (bytevector)) 'true (truth 'nil) 'true
       (truth #\null) 'true (truth (eof-object)) 'true (truth car) 'true (truth (make-thing #f)) 'true (truth (if #f #f)) 'true)
(check (not '()) #f (not 0) #f (not #f) #t (and '() 0 "" 'end) 'end (or #f '()) '() (cond ('() 'empty) (else 'no)) 'empty (when 0 'yes) 'yes (do ((i 0 (+ i 1))) ('() i)) 0)
(summary)
