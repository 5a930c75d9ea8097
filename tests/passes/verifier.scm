;; engines: stage0
;; libraries: .. ../../scheme-src
;;;
;;; verifier: every rule of (compiler ir checker) has a program that breaks it, and the verifier must name that rule.
;;; Prints what it misses; exit 1 then.
(import (scheme base) (scheme write) (scheme process-context) (machine primitives)
        (compiler ir core) (compiler ir closed) (compiler ir variable) (compiler ir grammar) (compiler ir reader)
        (compiler ir checker))

(define wrong? #f)

(define (contains? text part)
  (let loop ((start 0))
    (and (<= (+ start (string-length part)) (string-length text))
         (or (string=? (substring text start (+ start (string-length part))) part) (loop (+ start 1))))))

;; The thunk must raise the verifier's error for that rule; #f: it must raise nothing.
(define (expect rule thunk)
  (let ((message (guard (condition ((error-object? condition) (error-object-message condition)))
                   (thunk)
                   #f)))
    (if (if rule
            (not (and message (contains? message (string-append "rule " (symbol->string rule)))))
            message)
        (begin
          (set! wrong? #t)
          (display (list "expected" rule "got" message))
          (newline)))))

(define (expect-core rule facts datum)
  (expect rule (lambda () (check-core (datum->node datum core-language) facts))))

(define x (make-variable 'x #f))
(define y (make-variable 'y #f))
(define (program . items) (make-program #f items '()))
(define (expect-node rule node) (expect rule (lambda () (check-core (program node) '()))))

(expect-core #f '(primitives-named letrec-ordered assignment-free)
             '(program ((definition f (lambda f (clause (a) b (if a (labels (l) ((clause (c) #f (jump l c))) (jump l b)) (primcall + a 1)))))
                        (fix (g) ((lambda g (clause () #f (call g)))) g))))
(expect-node 'grammar (make-if #f (make-const #f 1) 'no-node (make-const #f 2)))
(expect-node 'grammar (make-captured #f 0))
(expect-node 'grammar (make-ref "position" x))
(expect-node 'bound-once (make-let #f (list x) (list (make-let #f (list x) (list (make-const #f 1)) (make-const #f 1))) (make-const #f 2)))
(expect-node 'in-scope (make-ref #f (make-variable 'free #f)))
(expect-node 'in-scope (make-seq #f (make-let #f (list y) (list (make-const #f 1)) (make-ref #f y)) (make-ref #f y)))
(expect-core 'value-or-label '() '(program ((labels (l) ((clause () #f 1)) l))))
(expect-core 'value-or-label '() '(program ((let (l) (1) (jump l)))))
(expect-core 'tail-jump '() '(program ((labels (l) ((clause () #f 1)) (primcall car (jump l))))))
(expect-core 'tail-jump '() '(program ((labels (l) ((clause () #f 1)) (lambda f (clause () #f (jump l)))))))
(expect-core 'operands '() '(program ((primcall car 1 2))))
(expect-core 'operands '() '(program ((primcall apply))))
(expect-core 'operands '() '(program ((labels (l) ((clause (a) #f a)) (jump l)))))
(expect-core 'operands '() '(program ((let (a b) (1) a))))
(expect-core 'primitives-named '(primitives-named) '(program ((primref car))))
(expect-core 'letrec-ordered '(letrec-ordered) '(program ((letrec (a) (1) a))))
(expect-core 'letrec-ordered '(letrec-ordered) '(program ((fix (a) (1) a))))
(expect-core 'letrec-ordered '(letrec-ordered) '(program ((fix (a) ((lambda a (clause () #f 1))) (set a 2)))))
(expect-core 'assignment-free '(assignment-free) '(program ((let (a) (1) (set a 2)))))

;;; Closed. A program of two procedures: one that captures a value, and the entry with the body that is tested.

(define (expect-closed rule make-body)
  (let* ((label (make-label 'f)) (entry (make-label 'program)) (parameter (make-variable 'p #f))
         (procedure (make-procedure label 'f #f (list (make-clause #f (list parameter) #f (make-ref #f parameter))) 1))
         (body (make-procedure entry 'program #f (list (make-clause #f '() #f (make-body label))) 0)))
    (expect rule (lambda () (check-closed (make-closed-program (list procedure body) '() entry '()))))))

(expect-closed #f (lambda (label) (make-known-call #f label 0 (make-closure #f label (list (make-const #f 1))) (list (make-const #f 2)))))
(expect-closed 'captures (lambda (label) (make-closure #f label '())))
(expect-closed 'captures (lambda (label) (make-static-closure #f label)))
(expect-closed 'captures (lambda (label) (make-known-call #f label 0 #f (list (make-const #f 2)))))
(expect-closed 'captures (lambda (label) (make-captured #f 0)))
(expect-closed 'operands (lambda (label) (make-known-call #f label 0 (make-const #f 1) '())))
(expect-closed 'operands (lambda (label) (make-known-call #f label 1 (make-const #f 1) '())))
(expect-closed 'grammar (lambda (label) (make-lambda #f 'f '())))
(expect-closed 'in-scope (lambda (label) (make-ref #f (make-global-variable 'g #f))))

(if wrong? (exit 1))
