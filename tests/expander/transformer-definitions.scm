;; engines: stage0 native executable
;;; Transformers use what their program, library or body form has defined before them at top level.
(import (scheme base) (scheme write) (suo syntax))

(define (show . values)
  (for-each (lambda (value) (write value) (write-char #\space)) values)
  (newline))

;; Procedures that call each other; the second is defined after the first.
(define (every-other list) (if (null? list) '() (cons (car list) (skip-one (cdr list)))))
(define (skip-one list) (if (null? list) '() (every-other (cdr list))))
(define-syntax evens
  (er-macro-transformer (lambda (form rename compare) `(,(rename 'quote) ,(every-other (cdr form))))))
(show (evens a b c d))

;; What a transformer assigns lasts from use to use, and the program does not see it.
(define uses 0)
(define-syntax count-uses
  (er-macro-transformer (lambda (form rename compare) (set! uses (+ uses 1)) uses)))
(show (count-uses) (count-uses) uses)

;; Several values, records, parameters.
(define-values (one two . more) (values 1 2 3 4))
(define-record-type point (make-point x y) point? (x point-x set-point-x!) (y point-y))
(define origin (make-point 10 20))
(define scale (make-parameter 2))
(define-syntax constants
  (er-macro-transformer
   (lambda (form rename compare)
     (set-point-x! origin 11)
     (list (rename 'quote) (list one two more (point-x origin) (point-y origin) (point? origin) (parameterize ((scale 3)) (scale)))))))
(show (constants) (point-x origin))

;; Procedures that take syntax apart, and those that macros define.
(define (names-of stx)
  (syntax-case stx () ((_ x ...) (map syntax->datum #'(x ...)))))
(define (swapped stx)
  (syntax-case stx () ((_ a b) #'(list b a)) ((_ a) #'a)))
(define-syntax names (lambda (stx) (datum->syntax #'here (list 'quote (names-of stx)))))
(define-syntax swap (lambda (stx) (swapped stx)))
(show (names a b c) (swap 1 2) (let ((list vector)) (swap 3 4)) (swap 5))
(define-syntax define-helper
  (syntax-rules () ((_ name value) (begin (define hidden value) (define (name) hidden)))))
(define-helper ten 10)
(define-syntax eleven (er-macro-transformer (lambda (form rename compare) (+ (ten) 1))))
(show (eleven))

;; Local macros see what is defined at top level too, also later than the procedure around them.
(define (use-inside)
  (let-syntax ((later (er-macro-transformer (lambda (form rename compare) (list (rename 'quote) (defined-later))))))
    (later)))
(define (defined-later) 'seen)
(show (use-inside))

;; At run time such a procedure is an ordinary one, but its syntax forms have no meaning.
(show (guard (condition ((error-object? condition) (error-object-message condition))) (names-of '(a b))))
