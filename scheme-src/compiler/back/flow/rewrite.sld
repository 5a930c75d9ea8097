;;; Rewriting Flow: substitution of operands, and terminators with other operands or blocks.
;;;
;;; A pass that finds a temporary to be the same as another operand says so with `replace!`; `resolve` follows such replacements
;;; to their end; `resolve-procedure!` applies them everywhere. Replacements live in the data slot of temporaries, so
;;; a pass calls `begin-replacements!` first.
(define-library (compiler back flow rewrite)
  (export begin-replacements! replace! resolve resolve-procedure! resolve-instruction! resolve-terminator map-terminator map-same
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

    (define (resolve-list operands) (map-same resolve operands))

    ;; Like map; the same list when nothing in it changes.
    (define (map-same procedure list)
      (if (null? list)
          list
          (let* ((first (procedure (car list)))
                 (rest (map-same procedure (cdr list))))
            (if (and (eq? first (car list)) (eq? rest (cdr list)))
                list
                (cons first rest)))))

    (define (resolve-instruction! instruction)
      (let* ((old (instruction-operands instruction))
             (new (resolve-list old)))
        (if (not (eq? new old)) (set-instruction-operands! instruction new))))

    ;; (resolve-terminator terminator) -> the same with replaced operands.
    (define (resolve-terminator terminator) (map-terminator resolve terminator))

    ;; (map-terminator procedure terminator) -> the same with other operands; itself when none changes.
    (define (map-terminator procedure terminator)
      (cond
       ((goto? terminator)
        (let ((operands (map-same procedure (goto-operands terminator))))
          (if (eq? operands (goto-operands terminator))
              terminator
              (make-goto (goto-source terminator) (goto-block terminator) operands))))
       ((branch? terminator)
        (let* ((left (procedure (branch-left terminator))) (right (procedure (branch-right terminator))))
          (if (and (eq? left (branch-left terminator)) (eq? right (branch-right terminator)))
              terminator
              (make-branch (branch-source terminator) (branch-condition terminator) left right
                           (branch-then terminator) (branch-else terminator)))))
       ((return? terminator)
        (let ((value (procedure (return-value terminator))))
          (if (eq? value (return-value terminator)) terminator (make-return (return-source terminator) value))))
       ((tail-call? terminator)
        (let* ((closure (procedure (tail-call-closure terminator)))
               (operands (map-same procedure (tail-call-operands terminator))))
          (make-tail-call (tail-call-source terminator) (tail-call-target terminator) closure operands)))
       ((branch-overflow? terminator)
        (let* ((left (procedure (branch-overflow-left terminator)))
               (right (procedure (branch-overflow-right terminator))))
          (make-branch-overflow (branch-overflow-source terminator) (branch-overflow-operation terminator) left right
                                (branch-overflow-result terminator)
                                (branch-overflow-then terminator) (branch-overflow-else terminator))))
       ((call-values? terminator)
        (let* ((closure (procedure (call-values-closure terminator)))
               (operands (map-same procedure (call-values-operands terminator))))
          (make-call-values (call-values-source terminator) (call-values-target terminator) closure operands
                            (call-values-block terminator) (call-values-required terminator) (call-values-rest? terminator))))
       ((return-values? terminator)
        (make-return-values (return-values-source terminator) (map-same procedure (return-values-values terminator))))
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
