;;; lowering: every row of the primitive table has a lowering, and what it gives, as a value, for its effect, as a test, as a
;;; producer of values and as an operand, passes the checker, also after the optimizations. Prints what is wrong; exit 1 then.
(import (scheme base) (scheme write) (scheme process-context)
        (machine primitives)
        (compiler ir variable) (compiler ir core) (compiler ir closed) (compiler ir flow) (compiler ir flow-check)
        (compiler back lower) (compiler back optimize))

(define wrong? #f)
(define (complain . parts)
  (set! wrong? #t)
  (write parts)
  (newline))

(define (constant datum) (make-const #f datum))

;; Operands of a call of the primitive: constants where it wants them.
(define (operands-for primitive variables)
  (case (primitive-name primitive)
    ((%built-in-descriptor) (list (constant 'string)))
    ((%register-ref %raw-register-ref) (list (constant 3)))
    ((%register-set! %raw-register-set!) (list (constant 3) (make-ref #f (car variables))))
    (else (map (lambda (variable) (make-ref #f variable)) variables))))

(define (variables-for primitive)
  (let loop ((count (+ (primitive-minimum-arguments primitive) (if (primitive-variadic? primitive) 1 0))) (variables '()))
    (if (= count 0)
        variables
        (loop (- count 1) (cons (make-variable 'x #f) variables)))))

(define (bodies primitive call)
  (list call
        (make-seq #f call (constant 1))
        (make-if #f call (constant 1) (constant 2))
        (make-receive #f (list (make-variable 'a #f)) (make-variable 'b #f) call (constant 1))
        (make-primcall #f (primitive-named 'cons) (list call (constant 0)))))

(define (try primitive variables body)
  (let* ((label (make-label (primitive-name primitive)))
         (procedure (make-procedure label (primitive-name primitive) #f (list (make-clause #f variables #f body)) 0)))
    (guard (condition
            ((error-object? condition)
             (complain (primitive-name primitive) (error-object-message condition) (error-object-irritants condition))))
      (lower-to-flow (make-closed-program (list procedure) '() label '())
                     (lambda (flow)
                       (check-flow flow)
                       (optimize-flow! flow)
                       (check-flow flow))))))

(for-each
 (lambda (primitive)
   (if (memq (primitive-name primitive) (lowered-primitives))
       (let ((variables (variables-for primitive)))
         (for-each (lambda (body) (try primitive variables body))
                   (bodies primitive (make-primcall #f primitive (operands-for primitive variables)))))
       (complain 'no-lowering (primitive-name primitive))))
 all-primitives)

(exit (if wrong? 1 0))
