;; engines: native executable
;;; Macros that are used as lone identifiers and as targets of set!; and positions in what an er-macro-transformer gives back.
(import (scheme base) (scheme write) (suo syntax))
(define (show . values)
  (for-each (lambda (value) (write value) (write-char #\space)) values)
  (newline))
(define box (list 1))
(define-syntax content (identifier-syntax (car box)))
(define-syntax cell (identifier-syntax (x (car box)) ((set! x e) (set-car! box e))))
(show content cell)
(set! cell 5)
(show content (+ cell 1) (let ((car cdr)) cell) (map (lambda (x) (+ x cell)) '(1 2)))
;; Forms and identifiers by one transformer; a variable of the same name hides it.
(define-syntax here
  (lambda (stx) (syntax-case stx () (id (identifier? #'id) #''lone) ((_ a) #'(list a)))))
(show here (here 2) (let ((here 3)) here) (list here here))
(define-syntax traced
  (make-variable-transformer
   (lambda (stx) (syntax-case stx (set!) ((set! _ v) #'(list 'set v)) ((_ a ...) #'(list 'call a ...)) (_ #''reference)))))
(show traced (traced 1 2) (set! traced 9) (let loop ((i 0)) (if (< i 2) (loop (+ i 1)) traced)))
;; A procedure's name for another, local ones, in templates, in bodies.
(define-syntax add (identifier-syntax +))
(define-syntax twice (syntax-rules () ((_ x) (list x x))))
(show (add 1 2) (apply add '(1 2)) (twice cell)
      (let ((record (vector 1 2)))
        (define-syntax first (identifier-syntax (_ (vector-ref record 0)) ((set! _ v) (vector-set! record 0 v))))
        (set! first 10)
        (list first record))
      (let-syntax ((five (identifier-syntax 5))) (+ five five)))
