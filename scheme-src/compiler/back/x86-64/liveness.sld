;;; Liveness: for each block what is live at its begin and how far away its next use is; loops; hints.
;;;
;;; Distances are counted in instructions; a call weighs 100, the way out of a loop 200 and the way into a cold block 1000, so
;;; that a distance of 100 and more says: there is a call before the next use on the likely way, a register is of no use.
;;;
;;;   live(b) = exposed(b) + parameters used + ⋃ over successors s of live(s), less what b defines or s has as parameters
;;;
;;; It is computed in postorder, and again while a set grows, which happens only with loops: once for each level of nesting. Sets are
;;; lists; membership is a stamp on the virtual, so a union takes time linear in its size.
;;;
;;; (annotate-block! block) then walks one block backwards and tells each instruction the next uses of what it uses. It leaves the
;;; first use from the block's begin in virtual-next of everything live there.
(define-library (compiler back x86-64 liveness)
  (export analyse-liveness! annotate-block! mach-uses far-distance weight)
  (import (scheme base) (compiler ir mach) (compiler back x86-64 operand) (machine layout))
  (begin
    (define far-distance 100)
    (define loop-exit-distance 200)
    (define cold-distance 1000)

    ;; (analyse-liveness! mach-procedure): fills live, depth, loop? of its blocks, and hints of virtuals.
    (define (analyse-liveness! procedure)
      (let* ((order (postorder! (map mach-entry-block (mach-procedure-entries procedure)))))
        (for-each find-loop-bodies! order)
        (for-each set-hints! order)
        (for-each find-exposed! order)
        (let loop ()
          (if (and (update-live-sets! order) (any-loop? order))
              (loop)))))

    (define (any-loop? blocks)
      (cond ((null? blocks) #f)
            ((mach-block-loop? (car blocks)) #t)
            (else (any-loop? (cdr blocks)))))

    ;;; Order and loops.

    ;; -> blocks reachable from the roots, each after its successors but for those behind it in a loop. Sets loop? of the
    ;; heads of loops, and predecessors to the sources of the edges back to them.
    (define (postorder! roots)
      (let ((order '()))
        (define (visit! block)
          (mach-block-mark-set! block 'open)
          (for-each (lambda (successor)
                      (cond ((not (mach-block-mark successor)) (visit! successor))
                            ((eq? (mach-block-mark successor) 'open)
                             (mach-block-loop-set! successor #t)
                             (mach-block-header-set! successor
                                                     (cons block (or (mach-block-header successor) '()))))))
                    (mach-block-successors block))
          (for-each (lambda (successor)
                      (mach-block-predecessors-set! successor (cons block (mach-block-predecessors successor))))
                    (mach-block-successors block))
          (mach-block-mark-set! block 'done)
          (set! order (cons block order)))
        (for-each (lambda (root) (if (not (mach-block-mark root)) (visit! root))) roots)
        (reverse order)))

    ;; Adds 1 to the depth of every block from which the head is reached again without leaving the loop.
    (define (find-loop-bodies! head)
      (if (mach-block-loop? head)
          (begin
            (mach-block-depth-set! head (+ 1 (mach-block-depth head)))
            (mach-block-mark-set! head head)
            (let loop ((pending (mach-block-header head)))
              (if (pair? pending)
                  (let ((block (car pending)))
                    (if (eq? (mach-block-mark block) head)
                        (loop (cdr pending))
                        (begin
                          (mach-block-mark-set! block head)
                          (mach-block-depth-set! block (+ 1 (mach-block-depth block)))
                          (loop (append-reverse (mach-block-predecessors block) (cdr pending)))))))))))

    (define (append-reverse list tail)
      (if (null? list) tail (append-reverse (cdr list) (cons (car list) tail))))

    ;;; Uses.

    ;; (mach-uses procedure instruction): calls the procedure with each virtual the instruction reads.
    (define (mach-uses procedure instruction)
      (for-each (lambda (operand) (operand-uses procedure operand)) (mach-operands instruction)))

    (define (operand-uses procedure operand)
      (cond ((virtual? operand) (procedure operand))
            ((view? operand) (procedure (view-virtual operand)))
            ((memory? operand)
             (if (virtual? (memory-base operand)) (procedure (memory-base operand)))
             (if (virtual? (memory-index operand)) (procedure (memory-index operand))))))

    (define (terminator-uses-for-each procedure terminator)
      (define (each arguments)
        (for-each (lambda (argument) (if (virtual? argument) (procedure argument))) arguments))
      (cond ((mach-goto? terminator) (each (mach-goto-arguments terminator)))
            ((mach-branch? terminator) #f)
            ((mach-overflow? terminator) (mach-uses procedure (mach-overflow-instruction terminator)))
            ((mach-return? terminator) (each (list (mach-return-value terminator))))
            ((mach-tail-call? terminator)
             (each (list (mach-tail-call-closure terminator)))
             (each (mach-tail-call-arguments terminator)))
            ((mach-call-values? terminator)
             (each (list (mach-call-values-closure terminator)))
             (each (mach-call-values-arguments terminator)))
            ((mach-return-values? terminator) (each (mach-return-values-arguments terminator)))))

    ;; (weight instruction) -> what it adds to distances.
    (define (weight instruction)
      (if (eq? (mach-shape instruction) 'call) far-distance 1))

    ;;; Live sets.

    (define token 0)
    (define (fresh-token!) (set! token (+ token 1)) token)

    (define (find-exposed! block)
      (let ((stamp (fresh-token!)))
        (define (use! position found)
          (lambda (virtual)
            (if (and (or (not (eq? (virtual-block virtual) block)) (virtual-parameter? virtual))
                     (not (eqv? (virtual-stamp virtual) stamp)))
                (begin
                  (virtual-stamp-set! virtual stamp)
                  (set-car! found (cons (cons virtual position) (car found)))))))
        (let ((found (list '())))
          (let loop ((instructions (mach-block-instructions block)) (position 0))
            (if (pair? instructions)
                (begin
                  (mach-uses (use! position found) (car instructions))
                  (loop (cdr instructions) (+ position (weight (car instructions)))))
                (begin
                  (terminator-uses-for-each (use! position found) (mach-block-terminator block))
                  (mach-block-length-set! block (+ position
                                                   (if (mach-call-values? (mach-block-terminator block))
                                                       far-distance
                                                       1))))))
          (mach-block-exposed-set! block (car found)))))

    (define (edge-distance from to)
      (+ (if (< (mach-block-depth to) (mach-block-depth from)) loop-exit-distance 0)
         (if (and (mach-block-cold? to) (not (mach-block-cold? from))) cold-distance 0)))

    ;; -> did a set grow?
    (define (update-live-sets! order)
      (let loop ((blocks order) (grown? #f))
        (if (null? blocks)
            grown?
            (let* ((block (car blocks))
                   (before (length (mach-block-live block)))
                   (live (live-at-begin block)))
              (mach-block-live-set! block live)
              (loop (cdr blocks) (or grown? (> (length live) before)))))))

    (define (live-at-begin block)
      (let ((stamp (fresh-token!)) (found '()))
        (define (add! virtual distance)
          (if (eqv? (virtual-stamp virtual) stamp)
              (if (< distance (virtual-next virtual)) (virtual-next-set! virtual distance))
              (begin
                (virtual-stamp-set! virtual stamp)
                (virtual-next-set! virtual distance)
                (set! found (cons virtual found)))))
        (for-each (lambda (entry) (add! (car entry) (cdr entry))) (mach-block-exposed block))
        (for-each
         (lambda (successor)
           (let ((distance (+ (mach-block-length block) (edge-distance block successor))))
             (for-each
              (lambda (entry)
                (let ((virtual (car entry)))
                  (if (and (not (and (eq? (virtual-block virtual) successor) (virtual-parameter? virtual)))
                           (or (not (eq? (virtual-block virtual) block)) (virtual-parameter? virtual)))
                      (add! virtual (+ distance (cdr entry))))))
              (mach-block-live successor))))
         (mach-block-successors block))
        (map (lambda (virtual) (cons virtual (virtual-next virtual))) found)))

    ;;; Annotation.

    (define (annotate-block! block)
      (let ((stamp (fresh-token!)))
        (define (next-of virtual)
          (if (eqv? (virtual-stamp virtual) stamp) (virtual-next virtual) #f))
        (define (next-set! virtual position)
          (virtual-stamp-set! virtual stamp)
          (virtual-next-set! virtual position))
        (define (annotate! instruction position)
          (let ((result (mach-result instruction)))
            (if result (mach-result-next-set! instruction (next-of result))))
          (let ((nexts '()))
            (mach-uses (lambda (virtual)
                         (if (not (assq virtual nexts))
                             (set! nexts (cons (cons virtual (next-of virtual)) nexts))))
                       instruction)
            (for-each (lambda (entry) (next-set! (car entry) position)) nexts)
            (mach-next-set! instruction nexts)))
        (for-each
         (lambda (successor)
           (let ((distance (+ (mach-block-length block) (edge-distance block successor))))
             (for-each (lambda (entry)
                         (let ((virtual (car entry)))
                           (if (not (and (eq? (virtual-block virtual) successor) (virtual-parameter? virtual)))
                               (let ((position (+ distance (cdr entry))) (known (next-of virtual)))
                                 (if (or (not known) (< position known))
                                     (next-set! virtual position))))))
                       (mach-block-live successor))))
         (mach-block-successors block))
        (let ((position (- (mach-block-length block) 1)) (terminator (mach-block-terminator block)))
          (if (mach-overflow? terminator)
              (annotate! (mach-overflow-instruction terminator) position)
              (terminator-uses-for-each (lambda (virtual) (next-set! virtual position)) terminator))
          (let loop ((instructions (reverse (mach-block-instructions block))) (position position))
            (if (pair? instructions)
                (let ((position (- position (weight (car instructions)))))
                  (annotate! (car instructions) position)
                  (loop (cdr instructions) position)))))))

    ;;; Hints: where a virtual is wanted by its first user that wants it somewhere.

    (define argument-registers (layout-section 'argument-registers))
    (define procedure-register (layout-value 'procedure-register))

    (define (hint! argument hint)
      (if (virtual? argument) (virtual-hint-set! argument hint)))

    (define (hint-arguments! closure arguments)
      (let loop ((arguments arguments) (registers argument-registers))
        (if (and (pair? arguments) (pair? registers))
            (begin
              (hint! (car arguments) (car registers))
              (loop (cdr arguments) (cdr registers)))))
      (hint! closure procedure-register))

    (define (set-hints! block)
      (let ((terminator (mach-block-terminator block)))
        (cond ((mach-goto? terminator)
               (let loop ((arguments (mach-goto-arguments terminator))
                          (parameters (mach-block-parameters (mach-goto-block terminator))))
                 (if (pair? arguments)
                     (begin
                       (hint! (car arguments) (car parameters))
                       (loop (cdr arguments) (cdr parameters))))))
              ((mach-overflow? terminator) (hint-first! (mach-overflow-instruction terminator)))
              ((mach-return? terminator) (hint! (mach-return-value terminator) (car argument-registers)))
              ((mach-tail-call? terminator)
               (hint-arguments! (mach-tail-call-closure terminator) (mach-tail-call-arguments terminator)))
              ((mach-call-values? terminator)
               (hint-arguments! (mach-call-values-closure terminator) (mach-call-values-arguments terminator)))
              ((mach-return-values? terminator)
               (hint-arguments! #f (mach-return-values-arguments terminator)))))
      (for-each
       (lambda (instruction)
         (case (mach-shape instruction)
           ((update add copy shift) (hint-first! instruction))
           ((call) (hint-arguments! (cadr (mach-operands instruction)) (cddr (mach-operands instruction))))
           ((fixed)
            (let loop ((inputs (fixed-inputs (mach-mnemonic instruction))) (operands (mach-operands instruction)))
              (if (pair? inputs)
                  (begin
                    (hint! (car operands) (car inputs))
                    (loop (cdr inputs) (cdr operands))))))))
       (reverse (mach-block-instructions block))))

    (define (hint-first! instruction)
      (let ((first (car (mach-operands instruction))))
        (if (virtual? first) (virtual-hint-set! first (mach-result instruction)))))))
