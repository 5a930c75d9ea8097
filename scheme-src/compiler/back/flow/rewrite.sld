;;; Rewriting Flow: substitution of operands, and terminators with other operands or blocks.
;;;
;;; A pass that finds a temporary to be the same as another operand says so with `replace!`; `resolve` follows such replacements
;;; to their end; `resolve-procedure!` applies them everywhere. Replacements live in the data slot of temporaries, so
;;; a pass calls `begin-replacements!` first.
(define-library (compiler back flow rewrite)
  (export begin-replacements! replace! resolve resolve-list resolve-procedure! resolve-instruction! resolve-terminator
          for-each-definition terminator-operands redirect)
  (import (scheme base) (compiler ir flow))
  (begin
    ;; (for-each-definition visit procedure): visit gets each temporary, and the instruction or block that defines it.
    (define (for-each-definition visit procedure)
      (for-each
       (lambda (block)
         (for-each (lambda (parameter) (visit parameter block)) (block-parameters block))
         (for-each (lambda (instruction)
                     (if (instruction-result instruction) (visit (instruction-result instruction) instruction)))
                   (block-instructions block))
         (if (branch-overflow? (block-terminator block))
             (visit (branch-overflow-result (block-terminator block)) block)))
       (flow-procedure-blocks procedure)))

    (define (begin-replacements! procedure)
      (for-each-definition (lambda (temporary definition) (set-temporary-data! temporary #f)) procedure))

    (define (replace! temporary operand) (set-temporary-data! temporary operand))

    (define (resolve operand)
      (if (temporary? operand)
          (let ((next (temporary-data operand)))
            (if next
                (let ((last (resolve next)))
                  (if (not (eq? last next)) (set-temporary-data! operand last))
                  last)
                operand))
          operand))

    ;; The same list when nothing in it changes.
    (define (resolve-list operands)
      (if (null? operands)
          operands
          (let ((first (resolve (car operands)))
                (rest (resolve-list (cdr operands))))
            (if (and (eq? first (car operands)) (eq? rest (cdr operands)))
                operands
                (cons first rest)))))

    (define (resolve-instruction! instruction)
      (let* ((old (instruction-operands instruction))
             (new (resolve-list old)))
        (if (not (eq? new old)) (set-instruction-operands! instruction new))))

    ;; (resolve-terminator terminator) -> the same with replaced operands.
    (define (resolve-terminator terminator)
      (cond
       ((goto? terminator)
        (let ((operands (resolve-list (goto-operands terminator))))
          (if (eq? operands (goto-operands terminator))
              terminator
              (make-goto (goto-source terminator) (goto-block terminator) operands))))
       ((branch? terminator)
        (let ((left (resolve (branch-left terminator))) (right (resolve (branch-right terminator))))
          (if (and (eq? left (branch-left terminator)) (eq? right (branch-right terminator)))
              terminator
              (make-branch (branch-source terminator) (branch-condition terminator) left right
                           (branch-then terminator) (branch-else terminator)))))
       ((return? terminator)
        (let ((value (resolve (return-value terminator))))
          (if (eq? value (return-value terminator)) terminator (make-return (return-source terminator) value))))
       ((tail-call? terminator)
        (make-tail-call (tail-call-source terminator) (tail-call-target terminator) (resolve (tail-call-closure terminator))
                        (resolve-list (tail-call-operands terminator))))
       ((branch-overflow? terminator)
        (make-branch-overflow (branch-overflow-source terminator) (branch-overflow-operation terminator)
                              (resolve (branch-overflow-left terminator)) (resolve (branch-overflow-right terminator))
                              (branch-overflow-result terminator)
                              (branch-overflow-then terminator) (branch-overflow-else terminator)))
       ((call-values? terminator)
        (make-call-values (call-values-source terminator) (call-values-target terminator)
                          (resolve (call-values-closure terminator)) (resolve-list (call-values-operands terminator))
                          (call-values-block terminator) (call-values-required terminator) (call-values-rest? terminator)))
       ((return-values? terminator)
        (make-return-values (return-values-source terminator) (resolve-list (return-values-values terminator))))
       (else terminator)))

    (define (resolve-procedure! procedure)
      (for-each
       (lambda (block)
         (for-each resolve-instruction! (block-instructions block))
         (set-block-terminator! block (resolve-terminator (block-terminator block))))
       (flow-procedure-blocks procedure)))

    ;; (terminator-operands terminator) -> all operands; some may be #f.
    (define (terminator-operands terminator)
      (cond ((goto? terminator) (goto-operands terminator))
            ((branch? terminator) (list (branch-left terminator) (branch-right terminator)))
            ((return? terminator) (list (return-value terminator)))
            ((tail-call? terminator) (cons (tail-call-closure terminator) (tail-call-operands terminator)))
            ((branch-overflow? terminator)
             (list (branch-overflow-left terminator) (branch-overflow-right terminator)))
            ((call-values? terminator) (cons (call-values-closure terminator) (call-values-operands terminator)))
            ((return-values? terminator) (return-values-values terminator))
            (else '())))

    ;; (redirect branch then else) -> the branch with other targets.
    (define (redirect terminator then else)
      (make-branch (branch-source terminator) (branch-condition terminator) (branch-left terminator) (branch-right terminator)
                   then else))))
