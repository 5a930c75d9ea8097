;;; Number-values: what was computed, loaded or checked before is not computed, loaded or checked again.
;;;
;;; A walk down the dominator tree with a scoped table of what is known: pure instructions by operation and operands, loads
;;; with the state of memory they saw, conditions with their truth on this way. Beside, the low bits of temporaries are known
;;; from how they were made (a fixnum's three are 0, a character's eight are its tag) and from the branches above; so
;;; repeated type checks fold, and a check of what was just allocated too.
;;;
;;;   v = load32-fixed x …         (again)           -> the first one's result
;;;   branch tag-is v 0 a b        below such a one  -> goto a
;;;   load-double-fixed (box d)                      -> d
;;;
;;; For each parameter of a block the bits that all jumps agree on are collected on the way. They hold for blocks reached from
;;; above at once; for loop headers, where the jumps back come later, in the next walk: their meet was computed without assuming it.
;;;
;;; Needs  clean blocks.    Input and output: Flow; branches that are decided have become jumps, so clean again.
;;; Source: Briggs, Cooper, Simpson, Value numbering (the dominator-tree walk).
(define-library (compiler back flow number-values)
  (export number-values! begin-value-facts!)
  (import (scheme base) (machine layout) (compiler ir closed) (compiler ir flow) (compiler ir operations) (compiler analysis dominators)
          (compiler back flow rewrite) (compiler back flow memory-state) (compiler back flow simplify)
          (compiler back flow known-bits))
  (begin
    ;; (begin-value-facts! flow-procedure): nothing is known of parameters yet. Before the first walk.
    (define (begin-value-facts! procedure)
      (for-each-definition (lambda (temporary definition) (set-temporary-mark! temporary #f)) procedure))

    ;; (number-values! flow-procedure) -> is there a loop parameter of which the next walk would know more?
    ;; The mark of a block parameter holds its bits from the walk before, #f: nothing is known.
    (define (number-values! procedure)
      (let ((roots (compute-dominators! procedure)))
        (set! learned? #f)
        (for-each-definition
         (lambda (temporary definition)
           (set-temporary-data! temporary #f)
           (set-temporary-definition! temporary (if (instruction? definition) definition #f))
           (if (instruction? definition) (set-temporary-mark! temporary #f)))
         procedure)
        (for-each (lambda (block) (prepare-parameters! block)) (flow-procedure-blocks procedure))
        (for-each (lambda (root) (walk! root)) roots)
        (resolve-procedure! procedure)
        (for-each keep-collected! (flow-procedure-blocks procedure))
        learned?))

    (define learned? #f)

    ;;; Bits of parameters. While walking: mark is what is assumed, count collects: -1 no jump seen yet.

    (define (loop-header? block)
      (let ((order (block-order block)))
        (let loop ((rest (block-predecessors block)))
          (and (pair? rest)
               (or (>= (block-order (car rest)) order) (loop (cdr rest)))))))

    (define (prepare-parameters! block)
      (for-each (lambda (parameter) (set-temporary-count! parameter -1)) (block-parameters block))
      (let ((terminator (block-terminator block)))
        (if (branch-overflow? terminator) (set-temporary-mark! (branch-overflow-result terminator) #f))))

    (define (collect! parameters operands)
      (cond ((pair? parameters)
             (if (not (eq? (car parameters) (car operands)))
                 (let ((bits (operand-bits (car operands)))
                       (collected (temporary-count (car parameters))))
                   (set-temporary-count! (car parameters) (if (= collected -1) bits (meet-bits collected bits)))))
             (collect! (cdr parameters) (cdr operands)))))

    (define (keep-collected! block)
      (for-each (lambda (parameter)
                  (let ((bits (temporary-count parameter)))
                    (cond ((<= bits 0) (set-temporary-mark! parameter #f))
                          ((not (eqv? bits (temporary-mark parameter)))
                           (set-temporary-mark! parameter bits)
                           (set! learned? #t)))))
                (block-parameters block)))

    ;; At a block that is reached from above only, what was collected holds at once.
    (define (adopt-collected! block)
      (for-each (lambda (parameter)
                  (if (> (temporary-count parameter) 0)
                      (set-temporary-mark! parameter (temporary-count parameter))))
                (block-parameters block)))

    ;;; The walk.

    (define (walk! block)
      (if (reachable? block)
          (visit! block)
          (mark-dead! block)))

    ;; Decided branches leave blocks behind. A predecessor that was not walked yet leads back from below.
    (define (reachable? block)
      (or (null? (block-predecessors block))
          (let loop ((rest (block-predecessors block)))
            (and (pair? rest)
                 (or (if (vector? (block-mark (car rest)))
                         (memq block (terminator-successors (block-terminator (car rest))))
                         (and (not (eq? (block-mark (car rest)) 'dead)) (not (below? (car rest) block))))
                     (loop (cdr rest)))))))

    (define (below? a b) (dominates? b a))

    (define (mark-dead! block)
      (set-block-mark! block 'dead)
      (for-each mark-dead! (dominator-children block)))

    (define (live-predecessors block)
      (let loop ((rest (block-predecessors block)) (live '()))
        (cond ((null? rest) live)
              ((eq? (block-mark (car rest)) 'dead) (loop (cdr rest) live))
              (else (loop (cdr rest) (cons (car rest) live))))))

    (define (visit! block)
      (let ((scope (open-scope))
            (state (entry-state block)))
        (set-block-mark! block state)
        (if (pair? (block-parameters block))
            (if (all-goto? (block-predecessors block))
                (if (not (loop-header? block)) (adopt-collected! block))
                (for-each (lambda (parameter) (set-temporary-mark! parameter #f)) (block-parameters block))))
        (assume-edge! block)
        (set-block-instructions! block (visit-instructions (block-instructions block) state))
        (visit-terminator! block)
        (for-each walk! (dominator-children block))
        (close-scope! scope)))

    (define (all-goto? blocks)
      (and (pair? blocks)
           (let loop ((rest blocks))
             (or (null? rest)
                 (and (goto? (block-terminator (car rest))) (loop (cdr rest)))))))

    ;; The state of memory at the start: of the predecessors, as far as it agrees, when all of them were walked.
    (define (entry-state block)
      (let ((predecessors (live-predecessors block)))
        (cond ((or (null? predecessors) (not (block-dominator block)) (loop-header? block)) (fresh-state))
              ((not (walked? predecessors)) (fresh-state))
              ((null? (cdr predecessors))
               (let ((state (copy-state (block-mark (car predecessors)))))
                 (if (call-values? (block-terminator (car predecessors))) (note-call! state))
                 state))
              (else
               (merge-states (block-mark (car predecessors)) (map block-mark (cdr predecessors)))))))

    (define (walked? blocks)
      (or (null? blocks)
          (and (vector? (block-mark (car blocks))) (walked? (cdr blocks)))))

    ;; Only one branch leads here: its condition is known.
    (define (assume-edge! block)
      (let ((predecessors (block-predecessors block)))
        (if (and (pair? predecessors) (null? (cdr predecessors)))
            (let ((terminator (block-terminator (car predecessors))))
              (cond ((and (branch? terminator) (not (eq? (branch-then terminator) (branch-else terminator))))
                     (assume! (branch-condition terminator) (branch-left terminator) (branch-right terminator)
                              (eq? (branch-then terminator) block))))))))

    ;; -> the instructions that are left.
    (define (visit-instructions instructions state)
      (let loop ((rest instructions) (done '()))
        (if (null? rest)
            (reverse done)
            (loop (cdr rest)
                  (if (visit-instruction! (car rest) state) (cons (car rest) done) done)))))

    ;; -> does the instruction stay?
    (define (visit-instruction! instruction state)
      (resolve-instruction! instruction)
      (let* ((operation (instruction-operation instruction))
             (effect (operation-effect operation)))
        (case effect
          ((pure)
           (let ((simpler (simplify! instruction)))
             (cond (simpler
                    (replace! (instruction-result instruction) simpler)
                    #f)
                   (else (visit-known instruction 0)))))
          ((read) (visit-known instruction (load-stamp state instruction)))
          ((alloc)
           (note-safepoint! state)
           (let ((operands (instruction-operands instruction)))
             (set-known-bits! (instruction-result instruction)
                              (if (eq? operation box-double) flonum-bits (tag-bits-of (cadr operands)))))
           #t)
          ((write)
           (unless (eq? operation keep-alive) (note-store! instruction state))
           #t)
          (else
           (cond ((eq? operation poll) (note-pure-call! state))
                 ((eq? (instruction-data instruction) 'writes-nothing) (note-pure-call! state))
                 (else (note-call! state)))
           #t))))

    (define (visit-known instruction stamp)
      (let* ((operation (instruction-operation instruction))
             (operands (canonical-operands operation (instruction-operands instruction)))
             (result (instruction-result instruction))
             (representation (temporary-representation result))
             (known (table-find (operation-number operation) operands representation stamp)))
        (cond (known
               (replace! result known)
               #f)
              (else
               (table-add! (operation-number operation) operands representation stamp result)
               (set-known-bits! result (instruction-bits instruction))
               #t))))

    ;; A store makes what it stores known. The first store to a fresh object disturbs nothing.
    (define (note-store! instruction state)
      (let* ((operation (instruction-operation instruction))
             (operands (instruction-operands instruction)))
        (if (and (eq? operation store-value) (memv (known-tag (list-ref operands 4)) no-pointer-tags))
            (set-instruction-operation! instruction store64))
        (if (or (eq? operation store64) (eq? operation store-value))
            (let* ((place (list (car operands) (cadr operands) (list-ref operands 2) (list-ref operands 3)))
                   (value (list-ref operands 4))
                   (value? (eq? (operand-representation value) 'value)))
              (if (not (and (fresh-object? (car operands)) (not (cadr operands))
                            (not (table-find load64-number place 'value #f))))
                  (note-write! state instruction))
              (if (and value? (not (cadr operands)))
                  (let ((load (make-instruction (make-temporary #f 'value) load64 place #f)))
                    (table-add! load64-number place 'value (load-stamp state load) value))))
            (note-write! state instruction))))

    (define load64-number (operation-number load64))
    (define no-pointer-tags (list (layout-number 'tags 'fixnum) (layout-number 'tags 'immediate)))

    (define (fresh-object? operand)
      (and (temporary? operand)
           (let ((definition (temporary-definition operand)))
             (and definition (eq? (instruction-operation definition) allocate)))))

    (define (canonical-operands operation operands)
      (if (and (operation-commutative? operation)
               (< (operand-hash (cadr operands)) (operand-hash (car operands))))
          (list (cadr operands) (car operands))
          operands))

    ;;; Terminators.

    (define (visit-terminator! block)
      (let ((terminator (resolve-terminator (block-terminator block))))
        (set-block-terminator! block terminator)
        (cond ((branch? terminator) (visit-branch! block (simplify-branch terminator)))
              ((goto? terminator)
               (collect! (block-parameters (goto-block terminator)) (goto-operands terminator)))
              ((branch-overflow? terminator)
               (set-known-bits! (branch-overflow-result terminator) (overflow-bits terminator))))))

    (define (visit-branch! block terminator)
      (let ((truth (condition-truth (branch-condition terminator) (branch-left terminator) (branch-right terminator))))
        (set-block-terminator!
         block
         (case truth
           ((true) (make-goto (branch-source terminator) (branch-then terminator) '()))
           ((false) (make-goto (branch-source terminator) (branch-else terminator) '()))
           (else terminator)))))

    ;; true, false or unknown.
    (define (condition-truth condition left right)
      (let ((decided (decide-condition condition left right)))
        (if (eq? decided 'unknown)
            (with-canonical condition left right
              (lambda (number operands negated?)
                (let ((known (table-find number operands 'truth 0)))
                  (if known
                      (if (eq? (eq? known 'true) negated?) 'false 'true)
                      'unknown))))
            decided)))

    ;; On this way the condition is true, or false.
    (define (assume! condition left right true?)
      (with-canonical condition left right
        (lambda (number operands negated?)
          (table-add! number operands 'truth 0 (if (eq? true? negated?) 'false 'true))))
      (assume-bits! condition left right true? learn-bits!))

    ;; The receiver gets the number of a condition, operands, and whether that is the negation of the one asked for.
    (define (with-canonical condition left right receiver)
      (define (ordered number negated?)
        (receiver number
                  (if (< (operand-hash right) (operand-hash left)) (list right left) (list left right))
                  negated?))
      (case condition
        ((eq) (ordered 100 #f))
        ((ne) (ordered 100 #t))
        ((lt) (receiver 101 (list left right) #f))
        ((ge) (receiver 101 (list left right) #t))
        ((gt) (receiver 101 (list right left) #f))
        ((le) (receiver 101 (list right left) #t))
        ((ult) (receiver 102 (list left right) #f))
        ((uge) (receiver 102 (list left right) #t))
        ((ugt) (receiver 102 (list right left) #f))
        ((ule) (receiver 102 (list right left) #t))
        ((bits-clear) (ordered 103 #f))
        ((bits-set) (ordered 103 #t))
        ((tag-is) (receiver 104 (list left right) #f))
        ((header-is) (receiver 105 (list left right) #f))
        ((descriptor-is) (receiver 106 (list left right) #f))
        ((record?) (receiver 107 (list left right) #f))
        ((double-eq) (receiver 108 (list left right) #f))
        ((double-lt) (receiver 109 (list left right) #f))
        (else (receiver 110 (list left right) #f))))

    ;;; The scoped table: buckets of entries, and the trail of what is to be undone.

    (define-record-type table-entry
      (make-table-entry number operands representation stamp value)
      table-entry?
      (number table-entry-number)
      (operands table-entry-operands)
      (representation table-entry-representation)
      (stamp table-entry-stamp)
      (value table-entry-value))

    (define bucket-count 1021)
    (define buckets (make-vector bucket-count '()))
    (define trail '())                   ; bucket numbers, and pairs (temporary . bits before)

    (define (open-scope) trail)

    (define (close-scope! scope)
      (let loop ()
        (if (not (eq? trail scope))
            (let ((item (car trail)))
              (if (pair? item)
                  (set-temporary-mark! (car item) (cdr item))
                  (vector-set! buckets item (cdr (vector-ref buckets item))))
              (set! trail (cdr trail))
              (loop)))))

    (define (bucket-of number operands)
      (let loop ((rest operands) (hash number))
        (if (null? rest)
            (modulo hash bucket-count)
            (loop (cdr rest) (+ (* hash 31) (operand-hash (car rest)))))))

    (define (table-add! number operands representation stamp value)
      (let ((bucket (bucket-of number operands)))
        (vector-set! buckets bucket
                     (cons (make-table-entry number operands representation stamp value) (vector-ref buckets bucket)))
        (set! trail (cons bucket trail))))

    ;; stamp #f: any.
    (define (table-find number operands representation stamp)
      (let loop ((rest (vector-ref buckets (bucket-of number operands))))
        (cond ((null? rest) #f)
              ((let ((entry (car rest)))
                 (and (= (table-entry-number entry) number)
                      (eq? (table-entry-representation entry) representation)
                      (or (not stamp) (= (table-entry-stamp entry) stamp))
                      (same-operands? (table-entry-operands entry) operands)))
               (table-entry-value (car rest)))
              (else (loop (cdr rest))))))

    (define (same-operands? a b)
      (if (null? a)
          (null? b)
          (and (pair? b)
               (same-operand? (car a) (car b))
               (same-operands? (cdr a) (cdr b)))))

    (define (operand-hash operand)
      (cond ((temporary? operand) (+ 10 (temporary-id operand)))
            ((not operand) 1)
            ((exact-integer? operand) (modulo operand 8191))
            ((literal? operand)
             (let ((datum (literal-datum operand)))
               (if (exact-integer? datum) (modulo datum 8191) 2)))
            ((label? operand) (label-id operand))
            ((global? operand) (global-id operand))
            (else 3)))

    ;;; Bits learned on a way hold in its scope.

    (define (learn-bits! temporary bits)
      (let ((before (temporary-mark temporary)))
        (if (or (not before) (> (known-count bits) (known-count before)))
            (begin
              (set! trail (cons (cons temporary before) trail))
              (set-temporary-mark! temporary bits)))))))
