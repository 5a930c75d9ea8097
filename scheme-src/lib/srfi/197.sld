;;; SRFI 197: pipelines. Deviations: none.
;;;
;;; (chain x (f _) (g 1 _)) is (g 1 (f x)): each step gets the values of the step before in the places of its placeholders, _ or
;;; another name. A placeholder with ... behind it, at the end of a step, takes all the values that are left.
(define-library (srfi 197)
  (export chain chain-and chain-when chain-lambda nest nest-reverse)
  (import (scheme base))
  (begin
    ;; Steps are lists, so what is an identifier before them is a placeholder, then an ellipsis.
    (define-syntax chain
      (syntax-rules ()
        ((_ initial) initial)
        ((_ initial (first . more) . steps) (chain-steps initial _ (... ...) (first . more) . steps))
        ((_ initial placeholder (first . more) . steps)
         (chain-steps initial placeholder (... ...) (first . more) . steps))
        ((_ initial placeholder dots . steps) (chain-steps initial placeholder dots . steps))))

    (define-syntax chain-steps
      (syntax-rules ()
        ((_ initial placeholder dots) initial)
        ((_ initial placeholder dots step . steps)
         (chain-steps (apply-step initial placeholder dots step) placeholder dots . steps))))

    (define-syntax apply-step
      (syntax-rules ()
        ((_ initial placeholder dots step)
         (call-with-values (lambda () initial) (step-procedure placeholder dots step)))))

    ;; The procedure of a step. The inner macro has the placeholder and the ellipsis as literals; it gathers fresh parameters and
    ;; the parts of the call.
    (define-syntax step-procedure
      (syntax-rules ()
        ((_ placeholder dots (part . parts))
         (letrec-syntax
             ((gather
               (syntax-rules ::: (placeholder dots)
                 ((_ () () (piece :::)) (lambda ignored (piece :::)))
                 ((_ () parameters (piece :::)) (lambda parameters (piece :::)))
                 ((_ (placeholder dots) (parameter :::) (piece :::))
                  (lambda (parameter ::: . others) (apply piece ::: others)))
                 ((_ (placeholder . rest) (parameter :::) (piece :::))
                  (gather rest (parameter ::: fresh) (piece ::: fresh)))
                 ((_ (other . rest) parameters (piece :::))
                  (gather rest parameters (piece ::: other))))))
           (gather (part . parts) () ())))))

    (define-syntax chain-lambda
      (syntax-rules ()
        ((_ (first . more) . steps) (lambda-steps _ (... ...) (first . more) . steps))
        ((_ placeholder (first . more) . steps) (lambda-steps placeholder (... ...) (first . more) . steps))
        ((_ placeholder dots . steps) (lambda-steps placeholder dots . steps))))

    (define-syntax lambda-steps
      (syntax-rules ()
        ((_ placeholder dots step) (first-step-procedure placeholder dots step))
        ((_ placeholder dots step . steps)
         (let ((first (first-step-procedure placeholder dots step)))
           (lambda arguments (chain-steps (apply first arguments) placeholder dots . steps))))))

    ;; As step-procedure, but a step without placeholders takes no argument.
    (define-syntax first-step-procedure
      (syntax-rules ()
        ((_ placeholder dots (part . parts))
         (letrec-syntax
             ((gather
               (syntax-rules ::: (placeholder dots)
                 ((_ () parameters (piece :::)) (lambda parameters (piece :::)))
                 ((_ (placeholder dots) (parameter :::) (piece :::))
                  (lambda (parameter ::: . others) (apply piece ::: others)))
                 ((_ (placeholder . rest) (parameter :::) (piece :::))
                  (gather rest (parameter ::: fresh) (piece ::: fresh)))
                 ((_ (other . rest) parameters (piece :::))
                  (gather rest parameters (piece ::: other))))))
           (gather (part . parts) () ())))))

    ;; Ends with #f at the first value that is #f.
    (define-syntax chain-and
      (syntax-rules ()
        ((_ initial) initial)
        ((_ initial (first . more) . steps) (and-steps initial _ (first . more) . steps))
        ((_ initial placeholder . steps) (and-steps initial placeholder . steps))))

    (define-syntax and-steps
      (syntax-rules ()
        ((_ initial placeholder) initial)
        ((_ initial placeholder step . steps)
         (let ((value initial))
           (and value
                (and-steps (single-step value placeholder step) placeholder . steps))))))

    ;; A step of one value: at most one placeholder.
    (define-syntax single-step
      (syntax-rules ()
        ((_ value placeholder step)
         ((step-procedure placeholder no-dots step) value))))

    ;; A step is ([guard] step); it is left out when its guard is #f.
    (define-syntax chain-when
      (syntax-rules ()
        ((_ initial) initial)
        ((_ initial (first . more) . steps) (when-steps initial _ (first . more) . steps))
        ((_ initial placeholder . steps) (when-steps initial placeholder . steps))))

    (define-syntax when-steps
      (syntax-rules ()
        ((_ initial placeholder) initial)
        ((_ initial placeholder (step) . steps)
         (when-steps (single-step initial placeholder step) placeholder . steps))
        ((_ initial placeholder (guard step) . steps)
         (let ((value initial))
           (when-steps (if guard (single-step value placeholder step) value) placeholder . steps)))))

    ;; (nest step ... initial), (nest-reverse initial step ...): each step stands, as text, in the place of the placeholder of the
    ;; one outside of it.
    (define-syntax nest
      (syntax-rules ()
        ((_ last) last)
        ((_ (first . more) . steps) (nest-gather _ () (first . more) . steps))
        ((_ placeholder . steps) (nest-gather placeholder () . steps))))

    (define-syntax nest-gather
      (syntax-rules ()
        ((_ placeholder steps initial) (nest-steps placeholder initial . steps))
        ((_ placeholder steps step . more) (nest-gather placeholder (step . steps) . more))))

    (define-syntax nest-reverse
      (syntax-rules ()
        ((_ initial) initial)
        ((_ initial (first . more) . steps) (nest-steps _ initial (first . more) . steps))
        ((_ initial placeholder . steps) (nest-steps placeholder initial . steps))))

    ;; (nest-steps placeholder inner step …), the innermost step first
    (define-syntax nest-steps
      (syntax-rules ()
        ((_ placeholder inner) inner)
        ((_ placeholder inner step . steps)
         (letrec-syntax
             ((put (syntax-rules ::: (placeholder)
                     ((_ (before :::) (placeholder . after) object . others)
                      (nest-steps placeholder (before ::: object . after) . others))
                     ((_ (before :::) (part . after) object . others)
                      (put (before ::: part) after object . others)))))
           (put () step inner . steps)))))))
