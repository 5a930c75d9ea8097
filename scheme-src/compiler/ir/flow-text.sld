;;; The text form of Flow: printer and reader.
;;;
;;;   (procedure fib 3 0                        name, id of the label, captured
;;;     ((1 #f 1))                              entries: required, rest?, block
;;;     (block 1 (v1 v2)                        (block id parameters [cold] instruction … terminator)
;;;       (branch lt v2 16 2 3))
;;;     (block 3 ()
;;;       (set v3 word-sub v2 8)                (set result operation operand …), (do operation operand …)
;;;       (set v4 call (clause fib 3 0) #f v3)
;;;       (return v4)))
;;;
;;; A temporary is a letter for its representation (v value, w word, d double) and its id. Other operands are exact integers,
;;; (quote datum), (label name id), (global name id), (builtin name), (code name id); targets (clause name id index), #f or a stub's
;;; name. Sources are not printed; what is read has none. Temporaries and blocks get fresh ids when read.
(define-library (compiler ir flow-text)
  (export write-flow datum->flow)
  (import (scheme base) (scheme write) (base table) (base list) (compiler ir closed) (compiler ir children) (compiler ir flow))
  (begin
    ;;; Printing.

    ;; (flow->datum flow-procedure) -> S-expression.
    (define (flow->datum procedure)
      (append
       (list 'procedure (flow-procedure-name procedure) (label-id (flow-procedure-label procedure))
             (flow-procedure-captured procedure)
             (map (lambda (entry) (list (entry-required entry) (entry-rest? entry) (block-id (entry-block entry))))
                  (flow-procedure-entries procedure)))
       (map block->datum (flow-procedure-blocks procedure))))

    ;; (write-flow flow-procedure port): one line an instruction.
    (define (write-flow procedure port)
      (let ((datum (flow->datum procedure)))
        (write-string "(procedure" port)
        (for-each (lambda (part) (write-string " " port) (write part port)) (take (cdr datum) 4))
        (for-each
         (lambda (block)
           (write-string "\n  (block" port)
           (let loop ((parts (cdr block)) (heading? #t))
             (cond ((pair? parts)
                    (let ((heading? (and heading? (not (and (pair? (car parts)) (symbol? (caar parts))
                                                            (memq (caar parts) statement-words))))))
                      (write-string (if heading? " " "\n    ") port)
                      (write (car parts) port)
                      (loop (cdr parts) heading?)))))
           (write-string ")" port))
         (drop (cdr datum) 4))
        (write-string ")\n" port)))

    (define statement-words
      '(set do return return-values tail-call goto branch branch-overflow call-values unreachable))

    (define (block->datum block)
      (append
       (list 'block (block-id block) (map operand->datum (block-parameters block)))
       (if (block-cold? block) '(cold) '())
       (map instruction->datum (block-instructions block))
       (list (terminator->datum (block-terminator block)))))

    (define (instruction->datum instruction)
      (let* ((operation (instruction-operation instruction))
             (name (operation-name operation))
             (operands (if (eq? name 'call)
                           (cons (target->datum (car (instruction-operands instruction)))
                                 (map operand->datum (cdr (instruction-operands instruction))))
                           (map operand->datum (instruction-operands instruction)))))
        (if (instruction-result instruction)
            (cons 'set (cons (operand->datum (instruction-result instruction)) (cons name operands)))
            (cons 'do (cons name operands)))))

    (define (terminator->datum terminator)
      (cond
       ((return? terminator) (list 'return (operand->datum (return-value terminator))))
       ((return-values? terminator) (cons 'return-values (map operand->datum (return-values-values terminator))))
       ((tail-call? terminator)
        (cons 'tail-call (cons (target->datum (tail-call-target terminator))
                               (map operand->datum
                                    (cons (tail-call-closure terminator) (tail-call-operands terminator))))))
       ((goto? terminator)
        (cons 'goto (cons (block-id (goto-block terminator)) (map operand->datum (goto-operands terminator)))))
       ((branch? terminator)
        (list 'branch (branch-condition terminator) (operand->datum (branch-left terminator))
              (operand->datum (branch-right terminator))
              (block-id (branch-then terminator)) (block-id (branch-else terminator))))
       ((branch-overflow? terminator)
        (list 'branch-overflow (operation-name (branch-overflow-operation terminator))
              (operand->datum (branch-overflow-left terminator)) (operand->datum (branch-overflow-right terminator))
              (operand->datum (branch-overflow-result terminator))
              (block-id (branch-overflow-then terminator)) (block-id (branch-overflow-else terminator))))
       ((call-values? terminator)
        (append (list 'call-values (block-id (call-values-block terminator)) (call-values-required terminator)
                      (call-values-rest? terminator) (target->datum (call-values-target terminator)))
                (map operand->datum (cons (call-values-closure terminator) (call-values-operands terminator)))))
       ((unreachable? terminator) '(unreachable))
       (else '(no-terminator))))

    (define (operand->datum operand)
      (cond
       ((temporary? operand)
        (string->symbol
         (string-append (case (temporary-representation operand) ((value) "v") ((word) "w") (else "d"))
                        (number->string (temporary-id operand)))))
       ((literal? operand) (list 'quote (literal-datum operand)))
       ((label? operand) (list 'label (label-name operand) (label-id operand)))
       ((global? operand) (list 'global (global-name operand) (global-id operand)))
       ((builtin? operand) (list 'builtin (builtin-name operand)))
       ((code-word? operand)
        (list 'code (label-name (code-word-label operand)) (label-id (code-word-label operand))))
       (else operand)))

    (define (target->datum target)
      (if (code-target? target)
          (list 'clause (label-name (code-target-label target)) (label-id (code-target-label target))
                (code-target-clause target))
          target))

    ;;; Reading.

    ;; (datum->flow datum labels) -> flow-procedure. labels: an integer table from ids in the text to labels and globals, which
    ;; grows as new ones appear; share it among the procedures of one program.
    (define (datum->flow datum labels)
      (let ((blocks (make-integer-table))
            (temporaries (make-symbol-table))
            (name (list-ref datum 1))
            (entries (list-ref datum 4))
            (block-data (list-tail datum 5)))
        (define (block-of id)
          (let ((block (integer-table-ref blocks id #f)))
            (if block block (error "flow text: no such block" id))))
        (define (operand part)
          (cond ((symbol? part) (temporary-of part temporaries))
                ((pair? part) (compound-operand part labels))
                (else part)))
        (define (target part)
          (if (pair? part)
              (make-code-target (label-of (list-ref part 1) (list-ref part 2) labels) (list-ref part 3))
              part))
        (for-each (lambda (block)
                    (integer-table-set! blocks (list-ref block 1)
                                        (make-block (map-in-order operand (list-ref block 2))
                                                    (and (pair? (list-tail block 3)) (eq? (list-ref block 3) 'cold)))))
                  block-data)
        (for-each (lambda (datum) (read-block! (block-of (list-ref datum 1)) datum operand target block-of)) block-data)
        (make-flow-procedure
         (label-of name (list-ref datum 2) labels) name #f
         (map (lambda (entry) (make-entry (car entry) (cadr entry) (block-of (list-ref entry 2)))) entries)
         (map (lambda (datum) (block-of (list-ref datum 1))) block-data)
         (list-ref datum 3))))

    (define (read-block! block datum operand target block-of)
      (let loop ((parts (if (block-cold? block) (list-tail datum 4) (list-tail datum 3))) (instructions '()))
        (cond ((null? (cdr parts))
               (set-block-instructions! block (reverse instructions))
               (set-block-terminator! block (read-terminator (car parts) operand target block-of)))
              (else
               (loop (cdr parts) (cons (read-instruction (car parts) operand target) instructions))))))

    (define (read-instruction datum operand target)
      (let* ((result (and (eq? (car datum) 'set) (operand (cadr datum))))
             (rest (if result (cddr datum) (cdr datum)))
             (operation (operation-named (car rest)))
             (operands (if (eq? (car rest) 'call)
                           (cons (target (cadr rest)) (map-in-order operand (cddr rest)))
                           (map-in-order operand (cdr rest)))))
        (make-instruction result operation operands #f)))

    (define (read-terminator datum operand target block-of)
      (let ((part (lambda (index) (list-ref datum index)))
            (rest (lambda (index) (map-in-order operand (list-tail datum index)))))
        (case (car datum)
          ((return) (make-return #f (operand (part 1))))
          ((return-values) (make-return-values #f (rest 1)))
          ((tail-call) (make-tail-call #f (target (part 1)) (operand (part 2)) (rest 3)))
          ((goto) (make-goto #f (block-of (part 1)) (rest 2)))
          ((branch) (make-branch #f (part 1) (operand (part 2)) (operand (part 3)) (block-of (part 4)) (block-of (part 5))))
          ((branch-overflow)
           (make-branch-overflow #f (operation-named (part 1)) (operand (part 2)) (operand (part 3)) (operand (part 4))
                                 (block-of (part 5)) (block-of (part 6))))
          ((call-values)
           (make-call-values #f (target (part 4)) (operand (part 5)) (rest 6) (block-of (part 1)) (part 2) (part 3)))
          ((unreachable) (make-unreachable #f))
          (else (error "flow text: no such terminator" datum)))))

    (define (temporary-of name temporaries)
      (let ((known (symbol-table-ref temporaries name #f)))
        (if known
            known
            (let ((fresh (make-temporary #f (case (string-ref (symbol->string name) 0)
                                              ((#\v) 'value)
                                              ((#\w) 'word)
                                              ((#\d) 'double)
                                              (else (error "flow text: no such operand" name))))))
              (symbol-table-set! temporaries name fresh)
              fresh))))

    (define (compound-operand part labels)
      (case (car part)
        ((quote) (make-literal (cadr part)))
        ((label) (label-of (list-ref part 1) (list-ref part 2) labels))
        ((global) (known-or-made (list-ref part 2) labels (lambda () (make-global (list-ref part 1) #f))))
        ((builtin) (make-builtin (cadr part)))
        ((code) (make-code-word (label-of (list-ref part 1) (list-ref part 2) labels)))
        (else (error "flow text: no such operand" part))))

    (define (label-of name id labels)
      (known-or-made id labels (lambda () (make-label name))))

    (define (known-or-made id labels make)
      (let ((known (integer-table-ref labels id #f)))
        (if known
            known
            (let ((fresh (make)))
              (integer-table-set! labels id fresh)
              fresh))))))
