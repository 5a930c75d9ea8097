;;; SRFI 26: cut and cute, procedures made from calls with holes. Deviations: none.
;;;
;;;   (cut list 1 <> 3 <...>)   (lambda (x . rest) (apply list 1 x 3 rest))
;;;   cute                      the same, with the other parts evaluated once, when the procedure is made
(define-library (srfi 26)
  (export cut cute)
  (import (scheme base))
  (begin
    (define-syntax cut
      (syntax-rules ()
        ((_ . parts) (collect-cut () () . parts))))

    ;; (collect-cut parameters parts-so-far . parts-to-come)
    (define-syntax collect-cut
      (syntax-rules (<> <...>)
        ((_ (parameter ...) (operator operand ...))
         (lambda (parameter ...) (operator operand ...)))
        ((_ (parameter ...) (operator operand ...) <...>)
         (lambda (parameter ... . rest) (apply operator operand ... rest)))
        ((_ (parameter ...) (part ...) <> . more)
         (collect-cut (parameter ... hole) (part ... hole) . more))
        ((_ parameters (part ...) expression . more)
         (collect-cut parameters (part ... expression) . more))))

    (define-syntax cute
      (syntax-rules ()
        ((_ . parts) (collect-cute () () () . parts))))

    ;; The same with the bindings of the evaluated parts before.
    (define-syntax collect-cute
      (syntax-rules (<> <...>)
        ((_ bindings (parameter ...) (operator operand ...))
         (let bindings (lambda (parameter ...) (operator operand ...))))
        ((_ bindings (parameter ...) (operator operand ...) <...>)
         (let bindings (lambda (parameter ... . rest) (apply operator operand ... rest))))
        ((_ bindings (parameter ...) (part ...) <> . more)
         (collect-cute bindings (parameter ... hole) (part ... hole) . more))
        ((_ (binding ...) parameters (part ...) expression . more)
         (collect-cute (binding ... (value expression)) parameters (part ... value) . more))))))
