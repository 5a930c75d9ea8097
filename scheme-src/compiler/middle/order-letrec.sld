;;; Order letrec: turn letrec* into $let for what is computed and $fix for what is called.
;;;
;;; Internal definitions are one big letrec*, although most of them are procedures that need no order and values that need
;;; no recursion. The references between the initialisers make a graph; its strongly connected components, dependencies
;;; first, are bound one inside the other. A component is
;;;
;;;   one initialiser that does not refer to itself   → $let
;;;   procedures, none of them assigned               → $fix
;;;   anything else                                   → the values start unassigned, the procedures are a $fix inside,
;;;                                                     and the values are assigned in order; only here can a variable be
;;;                                                     read too early, so only here references are checked
;;;
;;; Initialisers with effects stay in their order: each gets an edge to the one before it. An initialiser that reads a
;;; later variable at once (outside any lambda) makes a cycle with it, so that the mistake is found when the program runs.
;;; Top-level definitions stay where they are: a variable whose one definition is a procedure and that is never assigned is
;;; known as it is. One that an earlier item reads at once is marked assigned, so that nobody thinks it known.
;;;
;;; Input  Core      Needs  nothing
;;; Output Core      Gives  letrec-ordered: no $letrec; $fix binds unassigned variables to lambdas
;;;
;;;   before   (letrec (f.1 n.2) ((lambda f … f.1 n.2 …) (primcall + 1 k.3)) body)
;;;   after    (let (n.2) ((primcall + 1 k.3)) (fix (f.1) ((lambda f …)) body))
;;;
;;; Source: Ghuloum, Dybvig, Fixing Letrec (reloaded), 2009; Tarjan's components. Linear in the program.
(define-library (compiler middle order-letrec)
  (export order-letrec)
  (import (scheme base) (machine primitives)
          (compiler ir variable) (compiler ir core) (compiler ir children) (compiler analysis effects))
  (begin
    (define (order-letrec program)
      (set! lambda-depth 0)
      (set! undefined (list 'undefined))
      (for-each (lambda (item)
                  (if (definition? item) (variable-set-mark! (definition-variable item) undefined)))
                (program-items program))
      (map-items (lambda (item)
                   (let ((rewritten (rewrite item)))
                     (if (definition? item) (variable-set-mark! (definition-variable item) #f))
                     rewritten))
                 program))

    (define lambda-depth 0)             ; number of lambdas around the present place
    (define undefined #f)               ; variable-mark of a top-level variable before its definition

    ;; A binding of a letrec while it is examined; it stands in variable-fact of its variable.
    (define-record-type binding
      (make-binding variable group index value successors seen number low)
      binding?
      (variable binding-variable)
      (group binding-group)                                     ; the group of all bindings of one letrec
      (index binding-index)                                     ; in text order
      (value binding-value binding-set-value!)                  ; rewritten, once that is done
      (successors binding-successors binding-set-successors!)   ; bindings that must come before, each once
      (seen binding-seen binding-set-seen!)                     ; the last binding that has this one as a successor
      (number binding-number binding-set-number!)               ; Tarjan: order of visit, 0 not visited, -1 in a component
      (low binding-low binding-set-low!))

    ;; current: the binding whose initialiser is being rewritten, or #f; depth: number of lambdas around the letrec.
    (define-record-type group (make-group depth current) group?
      (depth group-depth)
      (current group-current group-set-current!))

    (define primitive-%unassigned (primitive-named '%unassigned))
    (define primitive-%check-assigned (primitive-named '%check-assigned))

    (define (rewrite node)
      (cond ((ref? node) (note-use! (ref-variable node)) node)
            ((set? node) (note-use! (set-variable node)) (map-children rewrite node))
            ((letrec? node) (rewrite-letrec node))
            ((lambda? node)
             (set! lambda-depth (+ lambda-depth 1))
             (let ((rewritten (map-children rewrite node)))
               (set! lambda-depth (- lambda-depth 1))
               rewritten))
            (else (map-children rewrite node))))

    ;; A fact left by an earlier letrec is harmless: its group has no current binding any more.
    (define (note-use! variable)
      (if (variable-global? variable)
          (if (and (= lambda-depth 0) (eq? (variable-mark variable) undefined))
              (variable-set-assigned! variable #t))
          (let ((used (variable-fact variable)))
            (if (binding? used)
                (let* ((group (binding-group used)) (user (group-current group)))
                  (if user
                      (begin
                        (add-successor! user used)
                        (if (and (= lambda-depth (group-depth group))
                                 (>= (binding-index used) (binding-index user))
                                 (not (lambda? (binding-value used))))
                            (add-successor! used user)))))))))

    (define (add-successor! user used)
      (if (not (eq? (binding-seen used) user))
          (begin
            (binding-set-seen! used user)
            (binding-set-successors! user (cons used (binding-successors user))))))

    (define (rewrite-letrec node)
      (let* ((group (make-group lambda-depth #f))
             (bindings (make-bindings (letrec-variables node) (letrec-values node) group 0)))
        (rewrite-values! bindings (letrec-values node) group #f)
        (group-set-current! group #f)
        (let ((body (rewrite (letrec-body node))))
          (bind-components (components bindings) (letrec-source node) body))))

    (define (make-bindings variables values group index)
      (if (null? variables)
          '()
          (let ((binding (make-binding (car variables) group index (car values) '() #f 0 0)))
            (variable-set-fact! (car variables) binding)
            (cons binding (make-bindings (cdr variables) (cdr values) group (+ index 1))))))

    ;; previous: the last initialiser with effects before these, or #f.
    (define (rewrite-values! bindings values group previous)
      (if (pair? bindings)
          (let ((binding (car bindings)))
            (group-set-current! group binding)
            (binding-set-value! binding (rewrite (car values)))
            (if (constant-like? (binding-value binding))
                (rewrite-values! (cdr bindings) (cdr values) group previous)
                (begin
                  (if previous (add-successor! binding previous))
                  (rewrite-values! (cdr bindings) (cdr values) group binding))))))

    ;; (components bindings) -> list of components, each a list of bindings in text order; what depends on others first.
    (define (components bindings)
      (let ((next 0) (stack '()) (done '()))
        (define (visit! binding)
          (set! next (+ next 1))
          (binding-set-number! binding next)
          (binding-set-low! binding next)
          (set! stack (cons binding stack))
          (for-each (lambda (successor)
                      (if (= (binding-number successor) 0) (visit! successor))
                      (if (and (> (binding-number successor) 0) (< (binding-low successor) (binding-low binding)))
                          (binding-set-low! binding (binding-low successor))))
                    (reverse (binding-successors binding)))
          (if (= (binding-low binding) (binding-number binding))
              (take-component! binding '())))

        (define (take-component! root members)
          (let ((member (car stack)))
            (set! stack (cdr stack))
            (binding-set-number! member -1)
            (if (eq? member root)
                (set! done (cons (cons member members) done))
                (take-component! root (cons member members)))))

        (for-each (lambda (binding) (if (= (binding-number binding) 0) (visit! binding))) bindings)
        (map (lambda (component)
               (if (null? (cdr component)) component (in-text-order component bindings)))
             done)))

    ;; number marks membership. Scans all bindings, but components of more than one binding are rare.
    (define (in-text-order component bindings)
      (for-each (lambda (member) (binding-set-number! member -2)) component)
      (let loop ((bindings bindings) (left (length component)) (ordered '()))
        (cond ((= left 0) (reverse ordered))
              ((= (binding-number (car bindings)) -2)
               (binding-set-number! (car bindings) -1)
               (loop (cdr bindings) (- left 1) (cons (car bindings) ordered)))
              (else (loop (cdr bindings) left ordered)))))

    ;; The components come innermost first.
    (define (bind-components components source body)
      (if (null? components)
          body
          (bind-components (cdr components) source (bind-component (car components) source body))))

    (define (bind-component component source body)
      (let ((first (car component)))
        (cond ((and (null? (cdr component)) (not (memq first (binding-successors first))))
               (make-let source (list (binding-variable first)) (list (binding-value first)) body))
              ((all-known? component)
               (make-fix source (map binding-variable component) (map binding-value component) body))
              (else (bind-cycle component source body)))))

    (define (all-known? component)
      (or (null? component)
          (and (known? (car component)) (all-known? (cdr component)))))

    (define (known? binding)
      (and (lambda? (binding-value binding))
           (not (variable-assigned? (binding-variable binding)))))

    (define (bind-cycle component source body)
      (let* ((token (list 'early))
             (known (keep known? component))
             (valued (keep (lambda (binding) (not (known? binding))) component))
             (assignments
              (begin
                (for-each (lambda (binding)
                            (variable-set-assigned! (binding-variable binding) #t)
                            (variable-set-mark! (binding-variable binding) token))
                          valued)
                (fold-assignments valued token body)))
             (inner
              (if (null? known)
                  assignments
                  (make-fix source (map binding-variable known)
                            (map-in-order (lambda (binding) (insert-checks (binding-value binding) token)) known)
                            assignments))))
        (make-let source (map binding-variable valued)
                  (map (lambda (binding) (make-primcall #f primitive-%unassigned '())) valued)
                  inner)))

    (define (fold-assignments valued token body)
      (if (null? valued)
          body
          (let ((binding (car valued)))
            (make-seq #f
                      (make-set #f (binding-variable binding) (insert-checks (binding-value binding) token))
                      (fold-assignments (cdr valued) token body)))))

    ;; References to the variables that carry the token become checked ones.
    (define (insert-checks node token)
      (cond ((ref? node)
             (if (eq? (variable-mark (ref-variable node)) token)
                 (make-primcall (ref-source node) primitive-%check-assigned
                                (list node (make-const #f (variable-name (ref-variable node)))))
                 node))
            (else (map-children (lambda (child) (insert-checks child token)) node))))

    (define (keep wanted? list)
      (cond ((null? list) '())
            ((wanted? (car list)) (cons (car list) (keep wanted? (cdr list))))
            (else (keep wanted? (cdr list)))))))
